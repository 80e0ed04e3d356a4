package dev.nightshift.drills.run;

import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.Refusal;
import dev.nightshift.drills.surroundings.Claim;
import dev.nightshift.drills.surroundings.Subject;
import dev.nightshift.drills.surroundings.Surroundings;
import dev.nightshift.drills.watchdog.WorkFolder;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Surroundings in which nothing stands against a drill unless a test says so. */
public final class FakeSurroundings implements Surroundings {
    /** What is only thought of is steady at once. */
    static final Steadiness STEADY =
            new Steadiness(
                    java.time.Duration.ofMinutes(1),
                    java.time.Duration.ofMillis(200),
                    java.time.Duration.ofMillis(200));

    public final FakeTarget target = new FakeTarget();
    public final FakeWorkload workload = new FakeWorkload(target);
    public final List<Refusal> refusals = new ArrayList<>();
    final List<Refusal> preflight = new ArrayList<>();
    final List<String> muted = new ArrayList<>();
    String taken = "";
    volatile BooleanSupplier lost = () -> false;
    volatile boolean claimed;
    volatile boolean released;

    @Override
    public Subject open(DrillOrder order, WorkFolder work) {
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
    public Claim claim(String drillId, DrillOrder order) {
        if (!taken.isEmpty()) {
            throw new NightshiftException(FailureCode.DRILL_REFUSED, taken, "");
        }
        claimed = true;
        return new Claim() {
            @Override
            public Optional<String> reason() {
                return lost.getAsBoolean()
                        ? Optional.of("the servers were lost")
                        : Optional.empty();
            }

            @Override
            public void close() {
                released = true;
            }
        };
    }

    @Override
    public String version() {
        return "test";
    }
}
