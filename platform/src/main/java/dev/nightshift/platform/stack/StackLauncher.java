package dev.nightshift.platform.stack;

import dev.nightshift.platform.files.PrivateFiles;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts the background process: same Java, same classpath, nothing of its starter's terminal. */
final class StackLauncher {
    private static final long LOG_BYTES = 10L * 1024 * 1024;

    private StackLauncher() {}

    static Process launch(
            DataDir dataDir, Set<StoreKind> kinds, Duration idleLimit, Optional<Path> mongod)
            throws IOException {
        Path log = dataDir.log();
        if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder =
                new ProcessBuilder(commandLine(dataDir, kinds, idleLimit, mongod))
                        .directory(dataDir.root().toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(PrivateFiles.file(log).toFile()));
        // Settings may hold secrets of other stores; the process needs none of them.
        builder.environment()
                .keySet()
                .removeIf(key -> key.startsWith("NIGHTSHIFT_") || key.startsWith("SENTRY_"));
        return builder.start();
    }

    static List<String> commandLine(
            DataDir dataDir, Set<StoreKind> kinds, Duration idleLimit, Optional<Path> mongod) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String aotCache = System.getProperty("nightshift.aot");
        if (aotCache != null) {
            // Without these the log begins with what the JVM thinks of the cache.
            command.addAll(
                    List.of("-XX:AOTCache=" + aotCache, "-Xlog:disable", "-Xlog:all=error:stderr"));
        }
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.awt.headless=true",
                        "-Dh2.bindAddress=127.0.0.1",
                        "-Dlogback.configurationFile=dev/nightshift/platform/stack/logback.xml",
                        "-cp",
                        absolute(System.getProperty("java.class.path", "")),
                        StackProcess.class.getName(),
                        dataDir.root().toString(),
                        kinds.stream()
                                .sorted()
                                .map(StoreKind::name)
                                .collect(Collectors.joining(",")),
                        String.valueOf(idleLimit.toSeconds())));
        mongod.ifPresent(binary -> command.add(binary.toAbsolutePath().toString()));
        return command;
    }

    private static String absolute(String classPath) {
        return java.util.Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
