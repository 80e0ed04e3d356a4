package dev.nightshift.jobs.runs.follow;

import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.runs.RunState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Watches one run and tells its pace. The pace is that of the last seconds, so it follows a change
 * of speed; what is left is reckoned by the last minute's, so that a moment in which the store is
 * slow does not make hours of minutes. Both start anew when the state or the attempt changes, so a
 * pause does not count as slow work. Not thread-safe.
 */
public final class RunFollower {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(15);
    private static final long LONG_WINDOW = TimeUnit.SECONDS.toNanos(60);
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private record Sample(long nanos, long done, @Nullable Long read) {}

    private final Supplier<RunRow> row;
    private final LongSupplier nanos;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private @Nullable RunState state;
    private int attempt;

    /**
     * Follows one run.
     *
     * @param row asks for it as it is stored
     * @param nanos a clock that only goes forward
     */
    public RunFollower(Supplier<RunRow> row, LongSupplier nanos) {
        this.row = row;
        this.nanos = nanos;
    }

    /** The run now; ask about once a second. */
    public RunSnapshot poll() {
        RunRow run = row.get();
        long now = nanos.getAsLong();
        if (run.state() != state || run.attempts() != attempt) {
            samples.clear();
            state = run.state();
            attempt = run.attempts();
        }
        samples.addLast(new Sample(now, run.done(), run.counts().get("read")));
        while (samples.size() > 2 && now - samples.getFirst().nanos() > LONG_WINDOW) {
            samples.removeFirst();
        }
        boolean moves = run.state() == RunState.RUNNING;
        Double pace = moves ? pace(since(now - WINDOW)) : null;
        Double longPace = moves ? pace(samples.getFirst()) : null;
        Long total = run.total();
        Long eta =
                pace == null || pace <= 0 || longPace == null || total == null
                        ? null
                        : Math.round(Math.max(0, total - run.done()) / longPace * 1000);
        return new RunSnapshot(run, pace, moves ? readPace(since(now - WINDOW)) : null, eta);
    }

    /** The first sample of that time, and never the last one when there are two. */
    private Sample since(long nanos) {
        Sample first = samples.getFirst();
        Iterator<Sample> all = samples.iterator();
        for (int left = samples.size(); left > 1; left--) {
            first = all.next();
            if (first.nanos() - nanos >= 0) {
                break;
            }
        }
        return first;
    }

    private @Nullable Double pace(Sample first) {
        Sample last = samples.getLast();
        double seconds = (last.nanos() - first.nanos()) / SECOND;
        return seconds <= 0 ? null : (last.done() - first.done()) / seconds;
    }

    private @Nullable Double readPace(Sample first) {
        Sample last = samples.getLast();
        double seconds = (last.nanos() - first.nanos()) / SECOND;
        Long now = last.read();
        if (seconds <= 0 || now == null) {
            return null;
        }
        // Before its first batch a run has no counts at all.
        Long then = first.read();
        return (now - (then == null ? 0 : then)) / seconds;
    }
}
