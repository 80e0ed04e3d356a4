package dev.nightshift.platform.mongo.lease;

import dev.nightshift.platform.mongo.PlatformCollection;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * A right that one holder has at a time, a document of {@code platform_state}: taken by a
 * conditional update or, the first time ever, by an insert; it lapses when it is not renewed. By
 * the clocks of those who want it: they may differ by less than its life. Thread-safe; each
 * instance is a holder of its own.
 */
public final class StateLease {
    private static final Document ALL = new Document();

    private final PlatformCollection state;
    private final String id;
    private final Duration life;
    private final InstantSource clock;
    private final String owner = UUID.randomUUID().toString();

    /**
     * Not taken yet.
     *
     * @param id of the right, the same for all who want it
     * @param life how long it lasts without a renewal
     */
    public StateLease(
            PlatformStore store,
            PlatformContext context,
            String id,
            Duration life,
            InstantSource clock) {
        this.state = store.collection(context, PlatformName.PLATFORM_STATE);
        this.id = id;
        this.life = life;
        this.clock = clock;
    }

    /**
     * Takes it when nobody has it; false when somebody has, also when that is this holder.
     *
     * @param about what others may know of the holder, see {@link #holder}
     * @throws dev.nightshift.platform.failure.NightshiftException MONGODB_UNAVAILABLE; whether it
     *     was taken is not known then, and it lapses
     */
    public boolean take(Document about) {
        Instant now = clock.instant();
        Document mine =
                new Document(about)
                        .append("owner", owner)
                        .append("until", Date.from(now.plus(life)));
        Document free = id().append("until", new Document("$lte", Date.from(now)));
        return state.findAndUpdate(free, new Document("$set", mine), ALL, Repeat.NEVER).isPresent()
                || state.insertOne(new Document(mine).append("_id", id));
    }

    /** Prolongs it by its life from now on; false when it is not this holder's any more. */
    public boolean renew() {
        return set(new Document("until", Date.from(clock.instant().plus(life))));
    }

    /** Gives it back; nothing when it is not this holder's any more. */
    public void release() {
        var _ = set(new Document("until", Date.from(Instant.EPOCH)).append("owner", ""));
    }

    /** What is known of whoever has it now; empty when nobody has. */
    public Optional<Document> holder() {
        return state.findOne(id().append("until", new Document("$gt", Date.from(clock.instant()))));
    }

    private boolean set(Document fields) {
        return state.updateOne(
                                id().append("owner", owner),
                                new Document("$set", fields),
                                Repeat.SAFE)
                        .matched()
                == 1;
    }

    private Document id() {
        return new Document("_id", id);
    }
}
