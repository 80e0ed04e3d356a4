package dev.nightshift.alerts.store;

import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.lease.StateLease;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Who may tell people of alerts at the moment: one pass of one process, so that what belongs
 * together is told together. It is given back at the end, and lapses two minutes after the process
 * that had it was seen last. Used by one thread.
 */
public final class PassLease implements AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(2);

    private final StateLease lease;
    private final InstantSource clock;
    private Instant until = Instant.MIN;

    /** Not taken yet. */
    public PassLease(PlatformStore store, PlatformContext context, InstantSource clock) {
        this.lease = new StateLease(store, context, "alerts-pass", LIFE, clock);
        this.clock = clock;
    }

    /** Whether this pass may begin. */
    public boolean take() {
        Instant now = clock.instant();
        until = lease.take(new Document()) ? now.plus(LIFE) : Instant.MIN;
        return !until.equals(Instant.MIN);
    }

    /** Whether this pass may go on; asks the store when half of the lease is gone. */
    public boolean renew() {
        Instant now = clock.instant();
        if (now.plus(LIFE.dividedBy(2)).isBefore(until)) {
            return true;
        }
        until = lease.renew() ? now.plus(LIFE) : Instant.MIN;
        return !until.equals(Instant.MIN);
    }

    @Override
    public void close() {
        if (!until.equals(Instant.MIN)) {
            lease.release();
        }
    }
}
