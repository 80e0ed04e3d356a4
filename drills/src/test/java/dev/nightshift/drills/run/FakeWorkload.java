package dev.nightshift.drills.run;

import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.surroundings.Counted;
import dev.nightshift.drills.surroundings.Workload;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Load that sees what a service would, when its servers are broken. */
public final class FakeWorkload implements Workload {
    private final FakeTarget target;
    final AtomicLong purges = new AtomicLong();
    final Map<Measure, Double> always = new EnumMap<>(Measure.class);
    volatile Runnable starting = () -> {};
    volatile Runnable finishing = () -> {};
    public volatile long lost;
    volatile long ghost;
    volatile long duplicate;
    volatile long notSent;
    volatile long refusedRequests;
    volatile long letThrough;

    public FakeWorkload(FakeTarget target) {
        this.target = target;
    }

    @Override
    public void start() {
        starting.run();
    }

    @Override
    public Map<Measure, Double> measures() {
        boolean redis = target.broken.contains("refuse");
        boolean mongo = target.broken.contains("mongo-lose-majority");
        Map<Measure, Double> now = new EnumMap<>(Measure.class);
        now.put(Measure.FAILED_REQUESTS_PERCENT, mongo ? 40.0 : 0.0);
        now.put(Measure.FAILED_READS_PERCENT, 0.0);
        now.put(Measure.READ_P95_MS, redis ? 12.0 : 3.0);
        now.put(Measure.ACKNOWLEDGED_WRITES, mongo ? 0.0 : 50.0);
        now.put(Measure.SLOWEST_REFUSAL_MS, mongo ? 15.0 : 0.0);
        now.put(Measure.STALE_READS, 0.0);
        now.put(Measure.REDIS_CIRCUIT_OPEN, redis ? 1.0 : 0.0);
        now.put(Measure.READ_ONLY, mongo ? 1.0 : 0.0);
        now.put(Measure.IMPORT_ALIVE, 1.0);
        now.putAll(always);
        return now;
    }

    @Override
    public List<String> companies() {
        return List.of("drill-1", "drill-2", "drill-3");
    }

    @Override
    public long purgeCaches() {
        return purges.incrementAndGet();
    }

    @Override
    public Counted finish() {
        finishing.run();
        return new Counted(
                1000,
                0,
                refusedRequests,
                notSent,
                new Counted.Writes(
                        500, 3, 2, 500 - lost, lost, ghost, 1, duplicate, 321, lost * 10),
                new Counted.Repeats(40, 35, 5, letThrough, 20, 0),
                Optional.empty());
    }

    @Override
    public void close() {}
}
