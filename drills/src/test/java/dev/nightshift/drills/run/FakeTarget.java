package dev.nightshift.drills.run;

import dev.nightshift.drills.faults.Applied;
import dev.nightshift.drills.faults.FaultRequest;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.faults.Undo;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/** Servers that only say what is broken. */
public final class FakeTarget implements Target {
    final Set<String> broken = new ConcurrentSkipListSet<>();
    final Set<String> stuck = new ConcurrentSkipListSet<>();
    volatile boolean closed;
    volatile Consumer<FaultRequest> injecting = request -> {};
    volatile Map<String, String> undo = Undo.nothing();

    @Override
    public List<String> firstLines() {
        return List.of("Redis: a thought", "MongoDB: a thought of three members");
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public String mongoUri() {
        return "mongodb://nowhere";
    }

    @Override
    public String redisUri() {
        return "redis://nowhere";
    }

    @Override
    public Set<String> faults() {
        return Set.of("refuse", "mongo-lose-majority", "mongo-step-down");
    }

    @Override
    public Map<String, String> undo(FaultRequest request) {
        return undo;
    }

    @Override
    public Applied inject(FaultRequest request) {
        if (!faults().contains(request.name())) {
            throw new NightshiftException(FailureCode.FAULT_FAILED, "It cannot be done.", "");
        }
        injecting.accept(request);
        broken.add(request.name());
        return new Applied() {
            @Override
            public String name() {
                return request.name();
            }

            @Override
            public void heal() {
                if (stuck.remove(request.name())) {
                    throw new NightshiftException(
                            FailureCode.FAULT_FAILED, "It does not heal.", "");
                }
                broken.remove(request.name());
            }
        };
    }

    @Override
    public void close() {
        broken.clear();
        closed = true;
    }
}
