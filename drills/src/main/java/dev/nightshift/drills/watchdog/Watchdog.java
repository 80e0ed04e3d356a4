package dev.nightshift.drills.watchdog;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The watchdog of one drill: another process, begun before the first fault, which heals what the
 * runner holds when the runner dies. Closing it says that nothing is held any more; what is held
 * all the same is left to it, and it goes on until that is healed. Used by one thread.
 */
public final class Watchdog implements AutoCloseable {
    /** What it says when it watches. */
    static final String READY = "watching";

    private final LeaseFile leases;
    private final List<LeaseFile.Fault> standing;
    private final Process process;

    private Watchdog(LeaseFile leases, List<LeaseFile.Fault> standing, Process process) {
        this.leases = leases;
        this.standing = List.copyOf(standing);
        this.process = process;
    }

    /**
     * Starts it and waits until it watches.
     *
     * @param standing what it heals when the runner dies before there is a fault
     * @throws NightshiftException DRILL_REFUSED when it cannot be started: no fault without it
     */
    public static Watchdog start(LeaseFile leases, List<LeaseFile.Fault> standing) {
        leases.hold(standing);
        try {
            // Made while there is room for it.
            PrivateFiles.file(Healing.lockOf(leases.folder()));
            Path log = PrivateFiles.file(leases.folder().resolve("watchdog.log"));
            Process process =
                    new ProcessBuilder(commandLine(leases.folder()))
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectError(log.toFile())
                            .start();
            // Its one line of output: there is nothing else to read, so nothing to close.
            BufferedReader out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            if (!READY.equals(out.readLine())) {
                process.destroyForcibly();
                leases.release();
                throw refused(null);
            }
            return new Watchdog(leases, standing, process);
        } catch (IOException failed) {
            leases.release();
            throw refused(failed);
        }
    }

    private static NightshiftException refused(
            @org.jspecify.annotations.Nullable IOException cause) {
        return new NightshiftException(
                FailureCode.DRILL_REFUSED,
                "The watchdog of the drill could not be started.",
                "See watchdog.log in the drill's folder; no fault is injected without it.",
                cause);
    }

    private static List<String> commandLine(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                absolute(System.getProperty("java.class.path", "")),
                WatchdogProcess.class.getName(),
                folder.toAbsolutePath().toString());
    }

    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Whether it watches. */
    public boolean isThere() {
        return process.isAlive();
    }

    /** What it heals whichever fault is there. */
    public List<LeaseFile.Fault> standing() {
        return standing;
    }

    @Override
    public void close() {
        if (leases.read().filter(held -> !standing.containsAll(held.faults())).isPresent()) {
            leases.giveUp();
            return;
        }
        leases.release();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException asked) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
