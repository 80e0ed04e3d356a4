package dev.nightshift.platform.stack;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Where everything of the embedded servers is.
 *
 * @param root of it all, as in the settings
 */
record DataDir(Path root) {
    private static final long NEEDED_BYTES = 64L * 1024 * 1024;
    private static final int SECRET_BYTES = 24;
    private static final int MAX_PORT = 65_535;

    /** State of the background process: found, locked and started through the files here. */
    Path stack() {
        return root.resolve("stack");
    }

    Path stackFile() {
        return stack().resolve("stack.json");
    }

    /** Held by the background process as long as it lives. */
    Path processLock() {
        return stack().resolve("process.lock");
    }

    /** Held by the command that is starting the background process. */
    Path startLock() {
        return stack().resolve("start.lock");
    }

    /** Why the last start failed. */
    Path failureFile() {
        return stack().resolve("failure.json");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path log() {
        return logs().resolve("stack.log");
    }

    Path binaries() {
        return root.resolve("bin");
    }

    Path mongodb() {
        return root.resolve("mongodb");
    }

    Path redis() {
        return root.resolve("redis");
    }

    Path relational() {
        return root.resolve("h2");
    }

    /**
     * Makes the folders, readable by their owner alone.
     *
     * @throws NightshiftException STACK_UNAVAILABLE when that is not possible, DISK_FULL when there
     *     is no room to work in
     */
    DataDir prepare() {
        try {
            PrivateFiles.directory(root);
            PrivateFiles.directory(stack());
            PrivateFiles.directory(logs());
            PrivateFiles.directory(binaries());
            Path probe = Files.createTempFile(stack(), "probe", ".tmp");
            Files.delete(probe);
            if (Files.getFileStore(root).getUsableSpace() < NEEDED_BYTES) {
                throw new NightshiftException(
                        FailureCode.DISK_FULL,
                        "The disk of the data dir %s has less than 64 MiB left.".formatted(root),
                        "Make room, or name another place with --data-dir or NIGHTSHIFT_DATA_DIR.");
            }
            return this;
        } catch (IOException e) {
            throw new NightshiftException(
                    FailureCode.STACK_UNAVAILABLE,
                    "The data dir %s cannot be written.".formatted(root),
                    "Make it writable, or name another with --data-dir or NIGHTSHIFT_DATA_DIR.",
                    e);
        }
    }

    /** Where that server listened last; 0 when it never did, or nobody knows. */
    int portBefore(StoreKind kind) throws IOException {
        Path file = portFile(kind);
        String kept =
                Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8).strip() : "";
        return kept.matches("\\d{1,5}") ? Math.min(Integer.parseInt(kept), MAX_PORT) : 0;
    }

    /** Keeps where that server listens, for the next start. */
    void keepPort(StoreKind kind, int port) throws IOException {
        PrivateFiles.write(portFile(kind), String.valueOf(port));
    }

    private Path portFile(StoreKind kind) {
        return stack().resolve(kind.name().toLowerCase(Locale.ROOT) + ".port");
    }

    /** The secret of that name, made up when it is asked for the first time. */
    String secret(String name) throws IOException {
        Path file = stack().resolve(name + ".secret");
        if (Files.exists(file)) {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        }
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        PrivateFiles.write(file, secret);
        return secret;
    }
}
