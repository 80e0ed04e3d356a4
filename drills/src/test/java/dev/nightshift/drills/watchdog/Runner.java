package dev.nightshift.drills.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.FaultName;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Starts processes that run a drill which keeps its faults for long. */
record Runner(Path dir) {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static String arguments(FaultName fault) {
        return switch (fault) {
            case REFUSE -> "{target: redis}";
            case RESET -> "{target: mongo-1}";
            case FREEZE -> "{target: mongo-2}";
            case LATENCY -> "{target: mongo-3, millis: 500}";
            case BANDWIDTH -> "{target: redis, bytesPerSecond: 10}";
            case CUT_AFTER_BYTES -> "{target: mongo-primary, bytes: 10}";
            case REDIS_CLIENT_PAUSE -> "{millis: 60000, writesOnly: true}";
            case MONGO_LAG -> "{millis: 1000}";
            case MONGO_STEP_DOWN, MONGO_KILL_PRIMARY, MONGO_LOSE_MAJORITY, REDIS_KILL -> "{}";
        };
    }

    /** The shipped drill, with these faults at the same time instead. */
    private Path experiment(List<FaultName> faults) throws IOException {
        Path shipped = Path.of("experiments", "redis-outage.yaml");
        String text =
                Files.readString(
                        Files.exists(shipped) ? shipped : Path.of("drills").resolve(shipped));
        text =
                text.replace("stores: [redis]", "stores: [redis, mongodb]")
                        .replace("cache-purge: true", "cache-purge: false");
        StringBuilder method = new StringBuilder("method:\n");
        for (FaultName fault : faults) {
            method.append(
                    """
                      - type: action
                        name: %s
                        provider: {type: nightshift, fault: %s, arguments: %s}
                        pauses: {after: %d}
                    """
                            .formatted(
                                    fault.word(),
                                    fault.word(),
                                    arguments(fault),
                                    fault == faults.getLast() ? 600 : 0));
        }
        Path file = dir.resolve("one.yaml");
        Files.writeString(
                file,
                text.substring(0, text.indexOf("method:"))
                        + method
                        + text.substring(text.indexOf("rollbacks:")));
        return file;
    }

    Process start(FaultName fault, String... live) throws IOException {
        return start(List.of(fault), live);
    }

    /** For a live target, the URIs of Redis and MongoDB. */
    Process start(List<FaultName> faults, String... live) throws IOException {
        Files.createDirectories(dir);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx200m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                RunnerProcess.class.getName(),
                                dir.toString(),
                                experiment(faults).toString()));
        command.addAll(List.of(live));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("runner.log").toFile())
                .start();
    }

    /** The drill's folder, once so many faults are there. */
    Path injected(Process runner, int faults) throws IOException {
        boolean there =
                until(() -> !runner.isAlive() || journal().all(Events.INJECTED).size() == faults);
        assertThat(there && runner.isAlive())
                .as(Files.readString(dir.resolve("runner.log")))
                .isTrue();
        return folder().orElseThrow();
    }

    Optional<Path> folder() {
        try (Stream<Path> drills = Files.walk(dir.resolve("drills"), 2)) {
            return drills.filter(file -> file.endsWith(Journal.FILE))
                    .findFirst()
                    .map(Path::getParent);
        } catch (IOException | RuntimeException notYet) {
            return Optional.empty();
        }
    }

    private Chain journal() {
        return folder().map(folder -> Chain.read(folder.resolve(Journal.FILE)))
                .orElse(new Chain(List.of(), null));
    }

    /** The journal, once it has an end and nothing is held. */
    static Chain ended(Path folder) {
        Path journal = folder.resolve(Journal.FILE);
        assertThat(
                        until(
                                () ->
                                        Chain.read(journal).last(Events.ENDED).isPresent()
                                                && !Files.exists(folder.resolve(LeaseFile.NAME))))
                .isTrue();
        return Chain.read(journal);
    }

    static boolean until(BooleanSupplier condition) {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            try {
                if (System.nanoTime() > end || never.await(50, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
