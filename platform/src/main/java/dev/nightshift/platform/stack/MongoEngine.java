package dev.nightshift.platform.stack;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.settings.Settings;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which MongoDB a data dir is served by: a real one when it is found, the emulator else. A data dir
 * stays with the engine that made it, whatever is installed later: the other would show it empty.
 */
final class MongoEngine {
    private MongoEngine() {}

    /**
     * The mongod that serves the data dir; empty for the emulator.
     *
     * @param path the search path of executables
     * @throws NightshiftException BAD_SETTING when the configured binary is none, STACK_UNAVAILABLE
     *     when the data dir needs a mongod and there is none
     */
    static Optional<Path> mongod(Settings settings, DataDir dataDir, String path) {
        Optional<Path> found = settings.mongod().or(() -> onPath(path));
        settings.mongod()
                .filter(binary -> !Files.isExecutable(binary))
                .ifPresent(
                        binary -> {
                            throw new NightshiftException(
                                    FailureCode.BAD_SETTING,
                                    "NIGHTSHIFT_MONGOD names %s, which cannot be executed."
                                            .formatted(binary),
                                    "Correct it, or unset it.");
                        });
        if (Files.exists(dataDir.mongodb().resolve("nightshift.mv"))) {
            return Optional.empty();
        }
        if (found.isEmpty() && Files.exists(dataDir.mongodb().resolve("mongod"))) {
            throw new NightshiftException(
                    FailureCode.STACK_UNAVAILABLE,
                    "The data in %s needs a mongod, and none is found."
                            .formatted(dataDir.mongodb()),
                    "Set NIGHTSHIFT_MONGOD to the binary that made it.");
        }
        return found;
    }

    private static Optional<Path> onPath(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "mongod"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
