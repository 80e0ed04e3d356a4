package dev.nightshift.migrations.ledger;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.PlatformCollection;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * How far each migration is: one document each. Every write names the version it is based on, so
 * that of two operators at once one wins and the other is told. Thread-safe.
 */
public final class MigrationLedger {
    private static final int ATTEMPTS = 20;

    /** Tells one write from every other, also from one of the same moment. */
    private static final String WRITE = "write";

    private final PlatformStore store;
    private final InstantSource clock;

    /** Over a store that the caller closes. */
    public MigrationLedger(PlatformStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** All that were ever begun, by id. */
    public List<MigrationRecord> list(PlatformContext context) {
        return migrations(context)
                .find(new Document(), new Document(), new Document("_id", 1), 0)
                .stream()
                .map(MigrationRecord::of)
                .toList();
    }

    /** One that was begun. */
    public Optional<MigrationRecord> find(PlatformContext context, String id) {
        return migrations(context).findOne(new Document("_id", id)).map(MigrationRecord::of);
    }

    /** The same; one that was never begun is NEW. */
    public MigrationRecord show(PlatformContext context, String id) {
        return find(context, id).orElseGet(() -> MigrationRecord.unknown(id));
    }

    /**
     * Changes the record as it is at that moment; when somebody is quicker, as it is then.
     *
     * @param change may refuse by throwing; may be asked several times
     * @return the record as it is stored
     */
    public MigrationRecord change(
            PlatformContext context, String id, UnaryOperator<MigrationRecord> change) {
        for (int attempt = 1; ; attempt++) {
            MigrationRecord wanted = change.apply(show(context, id));
            try {
                return save(context, wanted);
            } catch (NightshiftException quicker) {
                if (quicker.code() != FailureCode.BACKFILL_STATE || attempt == ATTEMPTS) {
                    throw quicker;
                }
            }
        }
    }

    /**
     * Stores the record in place of the version it was read as.
     *
     * @return the record as it is stored
     * @throws NightshiftException BACKFILL_STATE when somebody was quicker
     */
    MigrationRecord save(PlatformContext context, MigrationRecord record) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long version = record.version() + 1;
        String write = UUID.randomUUID().toString();
        Document wanted = record.toDocument(version, now).append(WRITE, write);
        boolean saved =
                record.version() == 0
                        ? migrations(context).insertOne(withId(record.id(), wanted))
                        : migrations(context)
                                        .updateOne(
                                                new Document("_id", record.id())
                                                        .append("version", record.version()),
                                                new Document("$set", wanted),
                                                Repeat.SAFE)
                                        .matched()
                                == 1;
        Document stored =
                migrations(context)
                        .findOne(new Document("_id", record.id()))
                        .orElseGet(() -> withId(record.id(), wanted));
        MigrationRecord found = MigrationRecord.of(stored);
        // An attempt whose answer was lost may have been ours; another's may look the same but for
        // its mark.
        if (!saved && !write.equals(stored.getString(WRITE))) {
            throw new NightshiftException(
                    FailureCode.BACKFILL_STATE,
                    "Somebody else changed the state of %s at the same time: it is %s now."
                            .formatted(record.id(), found.state()),
                    "See it: nightshift backfill status %s".formatted(record.id()));
        }
        return found;
    }

    private static Document withId(String id, Document wanted) {
        Document whole = new Document("_id", id);
        whole.putAll(wanted);
        return whole;
    }

    private PlatformCollection migrations(PlatformContext context) {
        return store.collection(context, PlatformName.MIGRATIONS);
    }
}
