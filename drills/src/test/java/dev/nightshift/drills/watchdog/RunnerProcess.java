package dev.nightshift.drills.watchdog;

import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.lab.Lab;
import dev.nightshift.drills.lab.LabSettings;
import dev.nightshift.drills.live.LiveTarget;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.Refusal;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.drills.run.FakeTarget;
import dev.nightshift.drills.run.FakeWorkload;
import dev.nightshift.drills.surroundings.Subject;
import dev.nightshift.drills.surroundings.Surroundings;
import dev.nightshift.platform.stack.Endpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that runs a drill, to be killed in the middle of its fault. */
public final class RunnerProcess implements Surroundings {
    /** A file in the data dir that it removes, and then hangs, once its servers are started. */
    static final String HANG = "hang";

    private final Path dir;
    private final String redis;
    private final String mongo;

    private RunnerProcess(Path dir, String redis, String mongo) {
        this.dir = dir;
        this.redis = redis;
        this.mongo = mongo;
    }

    /** Data dir, experiment; for a live target also the URIs of Redis and MongoDB. */
    public static void main(String[] arguments) {
        Path dir = Path.of(arguments[0]);
        boolean live = arguments.length > 2;
        var _ =
                new Drills(dir, InstantSource.system())
                        .run(
                                DrillOrder.inLab(Experiments.read(Path.of(arguments[1])), "tester"),
                                new RunnerProcess(
                                        dir, live ? arguments[2] : "", live ? arguments[3] : ""),
                                StopSource.NEVER);
    }

    @Override
    public Subject open(DrillOrder order, WorkFolder work) {
        Target target =
                redis.isEmpty()
                        ? Lab.start(
                                work.path(),
                                LabSettings.simulated(
                                        Duration.ofSeconds(1), InstantSource.system()))
                        : LiveTarget.open(new Endpoints(mongo, redis, "", "", "", "a test"));
        if (Files.exists(dir.resolve(HANG))) {
            hang();
        }
        return new Subject(target, new FakeWorkload(new FakeTarget()));
    }

    /** Its servers are there, and nothing else yet. */
    private void hang() {
        try {
            Files.delete(dir.resolve(HANG));
            new CountDownLatch(1).await();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public List<Refusal> refusals() {
        return List.of();
    }

    @Override
    public List<Refusal> preflight(Subject subject) {
        return List.of();
    }

    @Override
    public AutoCloseable mute(DrillOrder order, List<String> companies) {
        return () -> {};
    }

    @Override
    public String version() {
        return "test";
    }
}
