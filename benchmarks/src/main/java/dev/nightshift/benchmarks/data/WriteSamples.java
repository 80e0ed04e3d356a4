package dev.nightshift.benchmarks.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files of {@code docs/samples} anew; the argument is that folder. */
public final class WriteSamples {
    private WriteSamples() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        LeadFile.of(Vendor.NEXTGEN, 1_000).writeTo(folder.resolve("leads-nextgen.csv"));
        new LeadFile(Vendor.MARKETPLACE, 50, 0.1, 0.06)
                .writeTo(folder.resolve("leads-marketplace.csv"));
    }
}
