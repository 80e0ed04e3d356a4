package dev.nightshift.platform.mongo;

import com.mongodb.ReadPreference;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;

import dev.nightshift.platform.mongo.server.MongoMode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Whether there is a primary, as the driver sees it, and the mode that follows: an election is
 * waited for, a primary that stays away is not. Thread-safe.
 */
final class PrimaryWatch implements ClusterListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PrimaryWatch.class);

    /** How long a client that starts without a primary looks for one among the members. */
    private static final Duration DISCOVERY = Duration.ofSeconds(1);

    private final Duration grace;
    private final List<Consumer<MongoMode>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("mongo-mode").factory());
    private volatile MongoMode mode = MongoMode.READ_WRITE;
    private boolean primaryKnown;
    private boolean looking;
    private long absences;

    /** When writes were possible last; members that come and go meanwhile do not begin it anew. */
    private long lostAt;

    /**
     * @param grace without a primary until writes are refused at once
     */
    PrimaryWatch(Duration grace) {
        this.grace = grace;
    }

    MongoMode mode() {
        return mode;
    }

    /** Whether reads go to a secondary when there is one. */
    boolean readsAnywhere() {
        return mode == MongoMode.NO_PRIMARY || mode == MongoMode.READ_ONLY;
    }

    void listen(Consumer<MongoMode> listener) {
        listeners.add(listener);
    }

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        ClusterDescription now = event.getNewDescription();
        seen(now.hasWritableServer(), now.hasReadableServer(ReadPreference.secondary()));
    }

    /** What the driver sees. Until it has seen a primary once it is still looking for one. */
    synchronized void seen(boolean writable, boolean secondary) {
        primaryKnown |= writable;
        if (clock.isShutdown()) {
            return;
        }
        if (writable) {
            become(MongoMode.READ_WRITE);
        } else if (!secondary) {
            if (primaryKnown) {
                become(MongoMode.AWAY);
            }
        } else if (primaryKnown) {
            absent();
        } else {
            looking = true;
            after(DISCOVERY, this::giveUpLooking);
        }
    }

    private synchronized void giveUpLooking() {
        if (looking && !primaryKnown) {
            primaryKnown = true;
            absent();
        }
    }

    private void absent() {
        if (readsAnywhere()) {
            return;
        }
        become(MongoMode.NO_PRIMARY);
        long absence = ++absences;
        long left = grace.toNanos() - (System.nanoTime() - lostAt);
        after(Duration.ofNanos(Math.max(0, left)), () -> lapse(absence));
    }

    private synchronized void lapse(long absence) {
        if (absence == absences && mode == MongoMode.NO_PRIMARY) {
            become(MongoMode.READ_ONLY);
        }
    }

    private void after(Duration delay, Runnable task) {
        if (!clock.isShutdown()) {
            var _ = clock.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void become(MongoMode next) {
        MongoMode last = mode;
        if (next == last) {
            return;
        }
        if (last == MongoMode.READ_WRITE) {
            lostAt = System.nanoTime();
        }
        mode = next;
        log.atWarn()
                .addKeyValue("module", "mongo")
                .addKeyValue("event", "mongodb.mode")
                .addKeyValue("mode", next)
                .addKeyValue("before", last)
                .log(
                        switch (next) {
                            case READ_WRITE -> "MongoDB takes writes again";
                            case NO_PRIMARY -> "MongoDB has no primary; reads go to secondaries";
                            case READ_ONLY -> "Read-only: MongoDB has had no primary for long";
                            case AWAY -> "MongoDB is away";
                        });
        listeners.forEach(listener -> listener.accept(next));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
