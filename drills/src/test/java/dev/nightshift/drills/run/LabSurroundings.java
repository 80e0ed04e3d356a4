package dev.nightshift.drills.run;

import dev.nightshift.drills.lab.Lab;
import dev.nightshift.drills.lab.LabSettings;
import dev.nightshift.drills.live.Preflight;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.Refusal;
import dev.nightshift.drills.requests.ServiceLoad;
import dev.nightshift.drills.surroundings.Subject;
import dev.nightshift.drills.surroundings.Surroundings;
import dev.nightshift.drills.watchdog.WorkFolder;
import dev.nightshift.platform.mongo.MongoOptions;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A real lab with quick elections. */
public final class LabSurroundings implements Surroundings {
    private final InstantSource clock;
    private final MongoOptions patience;

    public LabSurroundings(InstantSource clock) {
        this(clock, MongoOptions.defaults());
    }

    /** A load that waits as long for MongoDB. */
    LabSurroundings(InstantSource clock, MongoOptions patience) {
        this.clock = clock;
        this.patience = patience;
    }

    @Override
    public Subject open(DrillOrder order, WorkFolder work) {
        Lab lab = Lab.start(work.path(), LabSettings.simulated(Duration.ofSeconds(1), clock));
        return new Subject(lab, ServiceLoad.open(lab, 2, work.load(), true, patience, clock));
    }

    @Override
    public List<Refusal> refusals() {
        return List.of();
    }

    @Override
    public List<Refusal> preflight(Subject subject) {
        return List.of(Preflight.canDo(() -> subject.target().faults()));
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
