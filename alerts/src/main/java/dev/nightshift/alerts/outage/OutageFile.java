package dev.nightshift.alerts.outage;

import dev.nightshift.platform.files.PrivateFiles;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The outage that the processes of this data dir know of. Who changes it has it alone, across
 * processes. Thread-safe.
 */
final class OutageFile {
    private static final Logger log = LoggerFactory.getLogger(OutageFile.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Two objects of this process must not ask for the same lock at once. */
    private static final Object OURS = new Object();

    private final Path file;
    private final Path lock;

    /** What is done while nobody else may change it. */
    interface Work {
        void with(Optional<Outage> known) throws IOException;
    }

    OutageFile(Path spool) {
        this.file = spool.resolve("told.json");
        this.lock = spool.resolve("told.lock");
    }

    /** Whether there is one; cheap. */
    boolean exists() {
        return Files.exists(file);
    }

    /** What it says; empty when there is none, or it cannot be read. */
    Optional<Outage> read() {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Outage.class));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | JacksonException damaged) {
            log.atWarn()
                    .addKeyValue("event", "alerts.told")
                    .log("Who was told of waiting alerts cannot be read: {}", damaged.toString());
            return Optional.empty();
        }
    }

    void alone(Work work) throws IOException {
        synchronized (OURS) {
            PrivateFiles.file(lock);
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid()) {
                    work.with(read());
                }
            }
        }
    }

    /** To be called within {@link #alone}. */
    void write(Outage outage) throws IOException {
        PrivateFiles.write(file, JSON.writeValueAsString(outage));
    }

    /** To be called within {@link #alone}. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
