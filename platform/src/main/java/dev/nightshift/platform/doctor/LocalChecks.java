package dev.nightshift.platform.doctor;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at what is on this machine. */
final class LocalChecks {
    private static final int OLDEST_JAVA = 25;
    private static final long MEBIBYTE = 1024L * 1024;
    private static final long LITTLE_SPACE = 1024 * MEBIBYTE;

    private final Settings settings;

    LocalChecks(Settings settings) {
        this.settings = settings;
    }

    static Check java(Runtime.Version version) {
        return version.feature() >= OLDEST_JAVA
                ? Check.ok("java", version.toString())
                : Check.fail(
                        "java",
                        "%s is older than %d.".formatted(version, OLDEST_JAVA),
                        "Install a JDK %d, or name one with NIGHTSHIFT_JAVA."
                                .formatted(OLDEST_JAVA));
    }

    Check dataDir() {
        Path dataDir = settings.dataDir();
        try {
            if (!Files.exists(dataDir)) {
                return Check.ok("data-dir", dataDir + ", made on first use");
            }
            if (!Files.isDirectory(dataDir) || !Files.isWritable(dataDir)) {
                return Check.fail(
                        "data-dir",
                        dataDir + " cannot be written.",
                        "Make it writable, or name another with --data-dir.");
            }
            long free = Files.getFileStore(dataDir).getUsableSpace();
            String detail = "%s, %,d MiB free".formatted(dataDir, free / MEBIBYTE);
            if (free < LITTLE_SPACE) {
                return Check.warn("data-dir", detail, "Make room on that disk.");
            }
            return PrivateFiles.isShared(dataDir)
                    ? Check.warn(
                            "data-dir", detail + ", open to other accounts", "chmod 700 " + dataDir)
                    : Check.ok("data-dir", detail);
        } catch (IOException e) {
            return Check.fail("data-dir", dataDir + " cannot be examined.", "");
        }
    }

    Check leftovers(Stack stack) {
        List<Path> leftovers = stack.leftovers();
        return leftovers.isEmpty()
                ? Check.ok("leftovers", "none")
                : Check.warn(
                        "leftovers",
                        "a process that was killed left "
                                + leftovers.stream()
                                        .map(Path::toString)
                                        .collect(Collectors.joining(", ")),
                        "Nothing to do: the next start clears them.");
    }

    /** A bad file keeps key cleanup from its work, for every company. */
    Check keySpaces() {
        KeySpaces.Reading reading = KeySpaces.read(settings.keySpacesDir());
        return reading.problem()
                .map(problem -> Check.fail("key-spaces", problem.message(), problem.hint()))
                .orElseGet(
                        () ->
                                Check.ok(
                                        "key-spaces",
                                        "%d; your own are read from %s"
                                                .formatted(
                                                        reading.spaces().all().size(),
                                                        settings.keySpacesDir())));
    }

    Check stack(Stack stack) {
        try {
            return stack.status()
                    .map(
                            status ->
                                    Check.ok(
                                            "stack",
                                            "process %d since %s"
                                                    .formatted(status.pid(), status.startedAt())))
                    .orElseGet(() -> Check.ok("stack", "no embedded server runs"));
        } catch (NightshiftException e) {
            return Check.fail("stack", e.message(), e.hint());
        }
    }

    Check places() {
        return Check.ok(
                "places",
                "embedded data in %s (mongodb, redis, h2); logs in %s; inbox %s; vendors %s"
                        .formatted(
                                settings.dataDir(),
                                settings.dataDir().resolve("logs"),
                                settings.inboxDir(),
                                settings.vendorsDir()));
    }

    Check stackLog() {
        Path log = settings.dataDir().resolve("logs").resolve("stack.log");
        if (!Files.exists(log)) {
            return Check.ok("stack-log", "none yet");
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            long errors = lines.filter(line -> line.contains(" ERROR ")).count();
            return errors == 0
                    ? Check.ok("stack-log", log + ", no errors")
                    : Check.warn(
                            "stack-log",
                            "%s, %d errors".formatted(log, errors),
                            "Read it; it is kept until it is removed.");
        } catch (IOException e) {
            return Check.warn("stack-log", log + " cannot be read.", "");
        }
    }
}
