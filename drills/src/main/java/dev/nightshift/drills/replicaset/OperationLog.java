package dev.nightshift.drills.replicaset;

import dev.nightshift.drills.replicaset.LogEntry.DocumentChange;
import dev.nightshift.drills.replicaset.LogEntry.RetryableWrite;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a member did, the newest last, each with what takes it back. Capped as
 * https://www.mongodb.com/docs/manual/core/replica-set-oplog/ says: it grows beyond its size only
 * by what no majority has yet. Used under the set's lock.
 */
final class OperationLog {
    /** Trimmed by more than is needed, so that it is not trimmed at each write. */
    private static final double KEPT = 7 / 8.0;

    /**
     * What takes an entry back.
     *
     * @param changes to be made, in order
     * @param write the retryable write that was the session's newest before
     */
    record Undo(List<DocumentChange> changes, @Nullable RetryableWrite write) {}

    /**
     * @param undo null for what cannot be taken back: then the member is made anew
     * @param bytes that it holds, about
     */
    private record Line(LogEntry entry, @Nullable Undo undo, long bytes) {}

    private final long atMost;
    private final List<Line> lines = new ArrayList<>();
    private long bytes;

    /** The last one that was dropped; 0 for none. */
    private long cutIndex;

    private long cutTerm;

    /**
     * An empty one.
     *
     * @param atMost bytes
     */
    OperationLog(long atMost) {
        this.atMost = atMost;
    }

    void add(LogEntry entry, @Nullable Undo undo, long held) {
        lines.add(new Line(entry, undo, held));
        bytes += held;
    }

    /** Becomes what another member's is; none of it can be taken back here. */
    void copy(OperationLog other) {
        lines.clear();
        other.lines.forEach(line -> lines.add(new Line(line.entry(), null, line.bytes())));
        bytes = other.bytes;
        cutIndex = other.cutIndex;
        cutTerm = other.cutTerm;
    }

    /** Drops the oldest that are above the size, up to that one; the newest stays. */
    void trim(long committed) {
        if (bytes <= atMost) {
            return;
        }
        int dropped = 0;
        while (dropped < lines.size() - 1
                && bytes > atMost * KEPT
                && lines.get(dropped).entry().index() <= committed) {
            bytes -= lines.get(dropped).bytes();
            dropped++;
        }
        if (dropped > 0) {
            LogEntry last = lines.get(dropped - 1).entry();
            cutIndex = last.index();
            cutTerm = last.term();
            lines.subList(0, dropped).clear();
        }
    }

    /** Takes the newest off, and says what takes it back; empty when nothing does. */
    Optional<Undo> pop() {
        Line last = lines.removeLast();
        bytes -= last.bytes();
        return Optional.ofNullable(last.undo());
    }

    /** Whether everything behind that place can be taken back. */
    boolean canTakeBack(long index) {
        return lines.stream()
                .filter(line -> line.entry().index() > index)
                .allMatch(line -> line.undo() != null);
    }

    int size() {
        return lines.size();
    }

    /** The place of the last one that was dropped; 0 for none. */
    long cut() {
        return cutIndex;
    }

    long lastIndex() {
        return cutIndex + lines.size();
    }

    Optional<LogEntry> last() {
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast().entry());
    }

    Optional<LogEntry> entry(long index) {
        return index <= cutIndex || index > lastIndex()
                ? Optional.empty()
                : Optional.of(lines.get(Math.toIntExact(index - cutIndex - 1)).entry());
    }

    /** Whether it is known that this entry is, or was, in it. */
    boolean has(LogEntry entry) {
        return entry.index() == cutIndex
                ? entry.term() == cutTerm
                : entry(entry.index()).filter(entry::isSameAs).isPresent();
    }

    /** The last place at which both agree; empty when that is not known any more. */
    OptionalLong common(OperationLog other) {
        long index = Math.min(lastIndex(), other.lastIndex());
        long known = Math.max(cutIndex, other.cutIndex);
        while (index > known && !entry(index).filter(other::has).isPresent()) {
            index--;
        }
        return index > known || (index == known && agreeAtTheCut(other))
                ? OptionalLong.of(index)
                : OptionalLong.empty();
    }

    private boolean agreeAtTheCut(OperationLog other) {
        return cutIndex == other.cutIndex
                ? cutTerm == other.cutTerm
                : cutIndex > other.cutIndex
                        ? other.entry(cutIndex).filter(this::has).isPresent()
                        : entry(other.cutIndex).filter(other::has).isPresent();
    }
}
