package dev.nightshift.readers.redis;

import dev.nightshift.platform.redis.KeyPage;
import dev.nightshift.platform.redis.KeySweep;
import dev.nightshift.platform.redis.SweepPace;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Goes once through the keys of a server, in batches that take at most about a fifth of a second.
 * Every key that is there from the beginning to the end comes at least once, some twice.
 * Restartable behind a batch while the server is the same; another one, or one that was restarted,
 * is gone through from its beginning. Without a limit the next batch is fetched while the caller
 * works on the last. Used by one thread.
 */
public final class KeyScan {
    private static final int MOST_KEYS = 32_000;
    private static final long MOST_NANOS = 200_000_000;
    private static final Executor AHEAD = task -> Thread.ofVirtual().name("key-scan").start(task);

    private final KeySweep sweep;
    private final SweepPace pace;
    private final @Nullable String glob;
    private final LongSupplier nanos;
    private ScanPosition position;
    private @Nullable CompletableFuture<KeyBatch> ahead;

    /**
     * A scan.
     *
     * @param glob only keys that match it; null for all
     * @param nanos a clock that only goes forward
     */
    public KeyScan(
            KeySweep sweep,
            SweepPace pace,
            @Nullable String glob,
            ScanPosition from,
            LongSupplier nanos) {
        this.sweep = sweep;
        this.pace = pace;
        this.glob = glob;
        this.nanos = nanos;
        this.position = from;
    }

    /** The next keys; null when there are no more. */
    public @Nullable KeyBatch next() {
        if (position.ended()) {
            return null;
        }
        if (position.server().isEmpty() || ahead == null) {
            position = onThisServer(position);
        }
        KeyBatch batch = ahead == null ? fetch(position) : join(ahead);
        position = batch.position();
        ScanPosition behind = position;
        ahead =
                pace.paced() || behind.ended()
                        ? null
                        : CompletableFuture.supplyAsync(() -> fetch(behind), AHEAD);
        return batch;
    }

    // A cursor says which part of one server's table was seen; another spreads its keys otherwise.
    private ScanPosition onThisServer(ScanPosition from) {
        String server = sweep.server();
        return server.equals(from.server()) ? from : new ScanPosition(server, "0", false);
    }

    private KeyBatch fetch(ScanPosition from) {
        List<String> keys = new ArrayList<>();
        long began = nanos.getAsLong();
        String cursor = from.cursor();
        boolean last = false;
        int seen = 0;
        while (!last
                && seen < MOST_KEYS
                && nanos.getAsLong() - began < MOST_NANOS
                && !pace.isEnding()) {
            int piece = pace.piece();
            KeyPage page = sweep.page(cursor, glob, piece);
            keys.addAll(page.keys());
            cursor = page.cursor();
            last = page.last();
            seen += piece;
            if (pace.paced()) {
                // The other half is spent on what is done with them.
                pace.spent(piece / 2.0);
            }
        }
        // A server that was restarted meanwhile knows nothing of the cursor, and may leave keys
        // out.
        String server = sweep.server();
        return server.equals(from.server())
                ? new KeyBatch(keys, new ScanPosition(server, cursor, last))
                : new KeyBatch(keys, new ScanPosition(server, "0", false));
    }

    private static KeyBatch join(CompletableFuture<KeyBatch> batch) {
        try {
            return batch.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
