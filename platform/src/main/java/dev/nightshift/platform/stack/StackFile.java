package dev.nightshift.platform.stack;

import dev.nightshift.platform.files.PrivateFiles;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the background process says about itself, secrets included, in a file that only its owner
 * reads. True only while the process holds its lock.
 *
 * @param protocol changes when a client of another version could not use the servers
 * @param pid of the process
 * @param startedAt when it was ready
 * @param stores that it serves
 */
record StackFile(int protocol, long pid, Instant startedAt, List<Store> stores) {
    /** Of this version of the service. */
    static final int PROTOCOL = 1;

    /**
     * One server.
     *
     * @param kind which store
     * @param uri for clients, secret included where the URI has a place for it
     * @param user empty when the URI says it all
     * @param password empty when the URI says it all
     * @param engine name and version
     */
    record Store(StoreKind kind, String uri, String user, String password, String engine) {
        @Override
        public String toString() {
            return kind + " " + engine;
        }
    }

    Optional<Store> store(StoreKind kind) {
        return stores.stream().filter(store -> store.kind() == kind).findFirst();
    }

    void write(Path file) throws IOException {
        PrivateFiles.write(file, JsonMapper.shared().writeValueAsString(this));
    }

    /** Empty when there is no file, or none that this version understands. */
    static Optional<StackFile> read(Path file) throws IOException {
        try {
            return Optional.of(
                    JsonMapper.shared().readValue(Files.readString(file), StackFile.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }
}
