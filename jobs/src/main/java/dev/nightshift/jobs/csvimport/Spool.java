package dev.nightshift.jobs.csvimport;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Keeps standard input in a file of the data dir while it is imported, so that a run that died can
 * go on. Thread-safe.
 */
public final class Spool {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    private final Path folder;

    /**
     * @param dataDir of the service
     */
    public Spool(Path dataDir) {
        this.folder = dataDir.resolve("spool");
    }

    /**
     * Copies the stream to its end.
     *
     * @throws NightshiftException DISK_FULL when it does not fit
     */
    public Path take(InputStream in) {
        try {
            PrivateFiles.directory(folder);
            Path file = Files.createTempFile(folder, "stdin-", ".csv");
            try (OutputStream out = Files.newOutputStream(file)) {
                in.transferTo(out);
            } catch (IOException failure) {
                Files.deleteIfExists(file);
                throw failure;
            }
            return file;
        } catch (IOException failure) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "Standard input could not be kept in %s.".formatted(folder),
                    "Make room, or check the folder's permissions.",
                    failure);
        }
    }

    /** Gives a file the name of its content, by which a later command finds it again. */
    Path keep(Path file, String sha256) {
        Path kept = folder.resolve(sha256 + ".csv");
        try {
            return Files.move(
                    file,
                    kept,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "Standard input could not be kept in %s.".formatted(folder),
                    "Check the folder's permissions.",
                    failure);
        }
    }

    /** Deletes a file if it is one of the spool's. */
    void release(Path file) {
        if (!file.startsWith(folder)) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            log.atWarn()
                    .addKeyValue("module", "csvimport")
                    .addKeyValue("event", "spool_not_released")
                    .setCause(failure)
                    .log("a spooled file could not be deleted");
        }
    }
}
