package dev.nightshift.drills.requests;

import dev.nightshift.drills.timing.End;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The calls of the last seconds, and all of them counted. Thread-safe. */
final class RecentCalls {
    private static final Duration WINDOW = Duration.ofSeconds(3);

    private record Call(Instant at, long millis, End end) {}

    private final Deque<Call> recent = new ArrayDeque<>();
    private long requests;
    private long failed;
    private long refused;
    private Optional<Instant> firstFailure = Optional.empty();

    synchronized void ended(Instant at, Duration took, End end) {
        requests++;
        if (end == End.FAILED) {
            failed++;
            // Threads that end at the same time come here in any order.
            if (firstFailure.filter(first -> !at.isBefore(first)).isEmpty()) {
                firstFailure = Optional.of(at);
            }
        }
        refused += end == End.REFUSED ? 1 : 0;
        recent.addLast(new Call(at, took.toMillis(), end));
        drop(at);
    }

    private void drop(Instant now) {
        Instant oldest = now.minus(WINDOW);
        while (!recent.isEmpty() && recent.peekFirst().at().isBefore(oldest)) {
            recent.removeFirst();
        }
    }

    /** Failed ones of the last seconds, in percent. */
    synchronized double failedPercent(Instant now) {
        drop(now);
        long bad = recent.stream().filter(call -> call.end() == End.FAILED).count();
        return recent.isEmpty() ? 0 : 100.0 * bad / recent.size();
    }

    /** The 95th percentile of how long they took, in milliseconds. */
    synchronized double p95(Instant now) {
        drop(now);
        List<Long> times = new ArrayList<>();
        recent.forEach(call -> times.add(call.millis()));
        Collections.sort(times);
        return times.isEmpty() ? 0 : times.get((int) Math.ceil(times.size() * 0.95) - 1);
    }

    /** The longest that a refused one took, in milliseconds; empty when none was refused. */
    synchronized OptionalLong slowestRefusal(Instant now) {
        drop(now);
        return recent.stream()
                .filter(call -> call.end() == End.REFUSED)
                .mapToLong(Call::millis)
                .max();
    }

    /** Done ones of the last second. */
    synchronized double donePerSecond(Instant now) {
        Instant oldest = now.minusSeconds(1);
        return recent.stream()
                .filter(call -> call.end() == End.DONE && !call.at().isBefore(oldest))
                .count();
    }

    synchronized long requests() {
        return requests;
    }

    synchronized long failed() {
        return failed;
    }

    synchronized long refused() {
        return refused;
    }

    synchronized Optional<Instant> firstFailure() {
        return firstFailure;
    }
}
