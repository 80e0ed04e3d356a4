package dev.nightshift.platform.stack.servers;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import org.jspecify.annotations.Nullable;

import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The redis-server executable that comes with the embedded-redis library. */
final class RedisBinary {
    private RedisBinary() {}

    /**
     * The executable for this machine, unpacked below {@code dir} unless it is there already.
     *
     * @throws NightshiftException STACK_UNAVAILABLE when the library has none for this machine
     */
    static Path in(Path dir) throws IOException {
        String resource = resource();
        if (resource == null) {
            throw new NightshiftException(
                    FailureCode.STACK_UNAVAILABLE,
                    "No embedded Redis for this machine (%s, %s)."
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch")),
                    "Set NIGHTSHIFT_REDIS_URI to a Redis of your own.");
        }
        Path binary = dir.resolve(resource.substring(1));
        try (InputStream content = ExecutableProvider.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IOException("missing resource " + resource);
            }
            if (Files.isExecutable(binary) && Files.size(binary) == content.available()) {
                return binary;
            }
            unpack(content, binary);
        }
        return binary;
    }

    // Moved into place as a whole: a half-written executable must never be found, and one that
    // runs cannot be overwritten.
    private static void unpack(InputStream content, Path binary) throws IOException {
        Path directory = Files.createDirectories(binary.toAbsolutePath().getParent());
        Path part = Files.createTempFile(directory, "redis-server", ".part");
        try {
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.allow(part, PosixFilePermissions.fromString("rwx------"));
            Files.move(part, binary, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static @Nullable String resource() {
        try {
            return ExecutableProvider.newProvidedVersionsMap()
                    .get(OsArchitecture.detectOSandArchitecture());
        } catch (RuntimeException unknownMachine) {
            return null;
        }
    }
}
