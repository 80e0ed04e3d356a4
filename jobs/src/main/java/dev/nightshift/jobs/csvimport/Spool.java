package dev.nightshift.jobs.csvimport;

import dev.nightshift.readers.csv.CsvLimits;
import dev.nightshift.readers.csv.source.StandardInput;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Keeps standard input in a file of the data dir while it is imported, so that a run that died can
 * go on. Thread-safe.
 */
public final class Spool {
    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    private final Path folder;
    private final Supplier<InputStream> input;

    /**
     * @param dataDir of the service
     * @param input standard input
     */
    public Spool(Path dataDir, Supplier<InputStream> input) {
        this.folder = dataDir.resolve("spool");
        this.input = input;
    }

    /** Reads standard input to its end; the same input is the same file. */
    Path take() {
        return StandardInput.spool(input.get(), folder, CsvLimits.defaults().unpack().bytes());
    }

    /** Deletes a file if it is one of the spool's: what is over needs no restart. */
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
