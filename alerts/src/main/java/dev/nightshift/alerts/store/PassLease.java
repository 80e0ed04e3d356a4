package dev.nightshift.alerts.store;

import dev.nightshift.platform.mongo.PlatformCollection;
import dev.nightshift.platform.mongo.PlatformName;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.Repeat;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;

/**
 * Who may tell people of alerts at the moment: one pass of one process, so that what belongs
 * together is told together. It is given back at the end, and lapses two minutes after the process
 * that had it was seen last. Used by one thread.
 */
public final class PassLease implements AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(2);
    private static final String ID = "alerts-pass";
    private static final Document ALL = new Document();

    private final PlatformCollection state;
    private final InstantSource clock;
    private final String owner = UUID.randomUUID().toString();
    private Instant until = Instant.MIN;

    /** Not taken yet. */
    public PassLease(PlatformStore store, PlatformContext context, InstantSource clock) {
        this.state = store.collection(context, PlatformName.PLATFORM_STATE);
        this.clock = clock;
    }

    /** Whether this pass may begin. */
    public boolean take() {
        Instant now = clock.instant();
        Document mine = new Document("owner", owner).append("until", Date.from(now.plus(LIFE)));
        boolean taken =
                state.findAndUpdate(
                                        new Document("_id", ID)
                                                .append(
                                                        "until",
                                                        new Document("$lte", Date.from(now))),
                                        new Document("$set", mine),
                                        ALL,
                                        Repeat.NEVER)
                                .isPresent()
                        || state.insertOne(new Document(mine).append("_id", ID));
        until = taken ? now.plus(LIFE) : Instant.MIN;
        return taken;
    }

    /** Whether this pass may go on. */
    public boolean renew() {
        Instant now = clock.instant();
        if (now.plus(LIFE.dividedBy(2)).isBefore(until)) {
            return true;
        }
        boolean renewed =
                state.updateOne(
                                        new Document("_id", ID).append("owner", owner),
                                        new Document(
                                                "$set",
                                                new Document("until", Date.from(now.plus(LIFE)))),
                                        Repeat.SAFE)
                                .matched()
                        == 1;
        until = renewed ? now.plus(LIFE) : Instant.MIN;
        return renewed;
    }

    @Override
    public void close() {
        if (!until.equals(Instant.MIN)) {
            var _ =
                    state.updateOne(
                            new Document("_id", ID).append("owner", owner),
                            new Document("$set", new Document("until", Date.from(Instant.EPOCH))),
                            Repeat.SAFE);
        }
    }
}
