package dev.nightshift.drills.requests;

import dev.nightshift.drills.timing.End;
import dev.nightshift.drills.timing.Request;
import dev.nightshift.drills.timing.Timings;
import dev.nightshift.jobs.sloprobe.measure.FlowListener;
import dev.nightshift.jobs.sloprobe.measure.Sample;
import dev.nightshift.platform.failure.FailureCode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** What became of all requests of a load. Thread-safe. */
final class Calls {
    private final Map<Request, RecentCalls> recent = new EnumMap<>(Request.class);
    private final Timings timings = new Timings();
    private final InstantSource clock;
    private final Instant began;
    private final long beganNanos = System.nanoTime();

    Calls(InstantSource clock) {
        this.clock = clock;
        this.began = clock.instant();
        for (Request request : Request.values()) {
            recent.put(request, new RecentCalls());
        }
    }

    /** Listens to a flow whose clock is {@link System#nanoTime}. */
    FlowListener of(Request request) {
        RecentCalls calls = recent(request);
        return new FlowListener() {
            @Override
            public void answered(long dueNanos, Sample sample) {
                Duration took = Duration.ofNanos(sample.responseNanos());
                End end = end(sample);
                calls.ended(clock.instant(), took, end);
                timings.add(request, due(dueNanos), took, end);
            }

            @Override
            public void notSent(long dueNanos, long waitedNanos) {
                timings.add(request, due(dueNanos), Duration.ofNanos(waitedNanos), End.NOT_SENT);
            }
        };
    }

    private Instant due(long dueNanos) {
        return began.plusNanos(dueNanos - beganNanos);
    }

    private static End end(Sample sample) {
        String failure = sample.failure();
        if (failure == null) {
            return End.DONE;
        }
        return failure.equals(FailureCode.MONGODB_READ_ONLY.name()) ? End.REFUSED : End.FAILED;
    }

    private RecentCalls recent(Request request) {
        return recent.computeIfAbsent(request, first -> new RecentCalls());
    }

    Timings timings() {
        return timings;
    }

    /** Failed ones of the last seconds, in percent, of the kind of which most did. */
    double failedPercent(Instant now) {
        return most(calls -> calls.failedPercent(now));
    }

    double failedReadsPercent(Instant now) {
        return recent(Request.READ).failedPercent(now);
    }

    double readP95(Instant now) {
        return recent(Request.READ).p95(now);
    }

    double writesPerSecond(Instant now) {
        return recent(Request.WRITE).donePerSecond(now);
    }

    OptionalLong slowestRefusal(Instant now) {
        return recent(Request.WRITE).slowestRefusal(now);
    }

    long requests() {
        return (long) sum(RecentCalls::requests);
    }

    long failed() {
        return (long) sum(RecentCalls::failed);
    }

    long refused() {
        return (long) sum(RecentCalls::refused);
    }

    Optional<Instant> firstFailure() {
        return recent.values().stream()
                .flatMap(calls -> calls.firstFailure().stream())
                .min(Comparator.naturalOrder());
    }

    private double most(ToDoubleFunction<RecentCalls> what) {
        return recent.values().stream().mapToDouble(what).max().orElse(0);
    }

    private double sum(ToDoubleFunction<RecentCalls> what) {
        return recent.values().stream().mapToDouble(what).sum();
    }
}
