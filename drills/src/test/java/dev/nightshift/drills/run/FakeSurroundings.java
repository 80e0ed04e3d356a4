package dev.nightshift.drills.run;

import java.util.ArrayList;
import java.util.List;

/** Surroundings in which nothing stands against a drill unless a test says so. */
public final class FakeSurroundings implements Surroundings {
    public final FakeTarget target = new FakeTarget();
    public final FakeWorkload workload = new FakeWorkload(target);
    public final List<Refusal> refusals = new ArrayList<>();
    final List<Refusal> preflight = new ArrayList<>();
    final List<String> muted = new ArrayList<>();

    @Override
    public Subject open(DrillOrder order) {
        return new Subject(target, workload);
    }

    @Override
    public List<Refusal> refusals() {
        return refusals;
    }

    @Override
    public List<Refusal> preflight(Subject subject) {
        return preflight;
    }

    @Override
    public AutoCloseable mute(DrillOrder order, List<String> companies) {
        muted.add("opened");
        return () -> muted.add("closed");
    }

    @Override
    public String version() {
        return "test";
    }
}
