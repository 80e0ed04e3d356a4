package dev.nightshift.drills.timing;

import org.HdrHistogram.Histogram;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of each request, and when it was due: some fifty bytes each, for as long as a drill
 * lasts. Thread-safe.
 */
public final class Timings {
    private record One(Instant due, long micros, End end) {
        Instant at() {
            return due.plus(micros, ChronoUnit.MICROS);
        }
    }

    private final Map<Request, List<One>> all = new EnumMap<>(Request.class);

    /**
     * A request ended.
     *
     * @param took from when it was due
     */
    public synchronized void add(Request request, Instant due, Duration took, End end) {
        all.computeIfAbsent(request, first -> new ArrayList<>())
                .add(new One(due, Math.max(0, took.toNanos() / 1_000), end));
    }

    /** How many were not sent. */
    public synchronized long notSent() {
        return all.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.end() == End.NOT_SENT)
                .count();
    }

    /** How those went that were due in a phase, one for each kind of which there was any. */
    public synchronized List<Timing> in(Phase phase) {
        List<Timing> timings = new ArrayList<>();
        all.forEach(
                (request, ones) -> {
                    List<One> due = ones.stream().filter(one -> phase.holds(one.due())).toList();
                    if (!due.isEmpty()) {
                        timings.add(timing(request, due, gap(phase, ones)));
                    }
                });
        return timings;
    }

    private static Timing timing(Request request, List<One> due, Duration gap) {
        Map<End, Long> ends = new EnumMap<>(End.class);
        Histogram latency = Latency.empty();
        Histogram refusals = Latency.empty();
        for (One one : due) {
            ends.merge(one.end(), 1L, Long::sum);
            switch (one.end()) {
                case DONE, FAILED, NOT_SENT -> latency.recordValue(one.micros());
                // Most come at once: among the others they would make an outage look quick.
                case REFUSED -> refusals.recordValue(one.micros());
            }
        }
        return new Timing(
                request.words(),
                ends.getOrDefault(End.DONE, 0L),
                ends.getOrDefault(End.FAILED, 0L),
                ends.getOrDefault(End.REFUSED, 0L),
                ends.getOrDefault(End.NOT_SENT, 0L),
                gap.toMillis(),
                Latency.of(latency),
                Latency.of(refusals));
    }

    /** The longest time in which none was done, whenever those were due that were. */
    private static Duration gap(Phase phase, List<One> ones) {
        List<Instant> done =
                ones.stream().filter(one -> one.end() == End.DONE).map(One::at).sorted().toList();
        Duration longest = Duration.ZERO;
        for (Phase.Span span : phase.spans()) {
            Instant last = span.from();
            for (Instant at : done) {
                if (span.holds(at)) {
                    longest = longer(longest, Duration.between(last, at));
                    last = at;
                }
            }
            longest = longer(longest, Duration.between(last, span.to()));
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return other.compareTo(one) > 0 ? other : one;
    }
}
