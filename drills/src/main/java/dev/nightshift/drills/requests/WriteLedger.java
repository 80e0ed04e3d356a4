package dev.nightshift.drills.requests;

import dev.nightshift.drills.surroundings.Counted;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What was said about each write: acknowledged, refused or neither, and when. Compared with what is
 * found at the end. Thread-safe.
 */
final class WriteLedger implements AutoCloseable {
    /** What a caller was told; of several words about one write the last of these counts. */
    enum Told {
        /** It is certainly not done. */
        REFUSED,
        /** Nothing: it may be done or not. */
        UNKNOWN,
        /** It is done. */
        ACKNOWLEDGED
    }

    private record Entry(Told told, Instant at) {}

    private final LedgerFile file;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicReference<Instant> lastAcknowledged = new AtomicReference<>();
    private final AtomicLong longestGap = new AtomicLong();

    /**
     * Keeps a line for each word in a file.
     *
     * @param file is appended to; what is in it survives the death of this process
     */
    WriteLedger(Path file) {
        this.file = LedgerFile.open(file);
    }

    void told(String key, Told told, Instant at) {
        file.append(told, key, at);
        entries.merge(
                key,
                new Entry(told, at),
                (before, now) -> now.told().compareTo(before.told()) > 0 ? now : before);
        if (told == Told.ACKNOWLEDGED) {
            Instant before = lastAcknowledged.getAndSet(at);
            if (before != null && at.isAfter(before)) {
                longestGap.accumulateAndGet(Duration.between(before, at).toMillis(), Math::max);
            }
        }
    }

    /** Whether a write was acknowledged. */
    boolean isAcknowledged(String key) {
        Entry entry = entries.get(key);
        return entry != null && entry.told() == Told.ACKNOWLEDGED;
    }

    /**
     * Compares.
     *
     * @param found how often each write is there
     * @param end until when there could have been one
     */
    Counted.Writes against(Map<String, Integer> found, Instant end) {
        Instant last = lastAcknowledged.get();
        if (last != null) {
            longestGap.accumulateAndGet(Duration.between(last, end).toMillis(), Math::max);
        }
        long acknowledged = 0;
        long refused = 0;
        long unknown = 0;
        long lost = 0;
        long ghost = 0;
        long unknownFound = 0;
        TreeMap<Instant, String> lostAt = new TreeMap<>();
        for (Map.Entry<String, Entry> write : entries.entrySet()) {
            boolean isThere = found.getOrDefault(write.getKey(), 0) > 0;
            switch (write.getValue().told()) {
                case ACKNOWLEDGED -> {
                    acknowledged++;
                    if (!isThere) {
                        lost++;
                        lostAt.put(write.getValue().at(), write.getKey());
                    }
                }
                case REFUSED -> {
                    refused++;
                    ghost += isThere ? 1 : 0;
                }
                case UNKNOWN -> {
                    unknown++;
                    unknownFound += isThere ? 1 : 0;
                }
            }
        }
        return new Counted.Writes(
                acknowledged,
                refused,
                unknown,
                acknowledged - lost,
                lost,
                ghost,
                unknownFound,
                found.values().stream().filter(times -> times > 1).count(),
                longestGap.get(),
                lostAt.isEmpty()
                        ? 0
                        : Duration.between(lostAt.firstKey(), lostAt.lastKey()).toMillis());
    }

    @Override
    public void close() {
        file.close();
    }
}
