package dev.nightshift.writers.mongo.dryrun;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Temporary files that are gone when they are closed, or their process is. */
final class SpoolFile {
    private SpoolFile() {}

    /** A new, empty file, readable by its owner only. */
    static FileChannel open(Path folder) throws IOException {
        return FileChannel.open(
                Files.createTempFile(folder, "dry-run-", ".tmp"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }
}
