package dev.nightshift.app.cli;

import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What {@code --version} prints; the build writes the number. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "nightshift " + version(),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vm.vendor")
        };
    }

    static String version() {
        try (var text = VersionText.class.getResourceAsStream("/nightshift-version.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
