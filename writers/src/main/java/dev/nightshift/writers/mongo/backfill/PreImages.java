package dev.nightshift.writers.mongo.backfill;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * The old values of what a migration changes in one company's documents, page by page, in the
 * collection {@code preimages}. The server deletes a page when its time is over. A page is found by
 * its number; nothing is scanned. Thread-safe.
 *
 * <p>A page has a fence: the turn of the attempt that wrote or finished it last. An attempt that
 * lost its work to a later one, and does not know yet, can take no number that the later one took,
 * and change no page that the later one has seen.
 */
public final class PreImages {
    /** The collection. */
    public static final String COLLECTION = "preimages";

    /** Far below MongoDB's 16 MB: a page is read and written as a whole. */
    private static final long PAGE_BYTES = 4 << 20;

    private static final String FENCE = "fence";

    private final TenantCollection pages;
    private final String prefix;
    private final String backfill;
    private final String company;
    private final long turn;

    /**
     * A page.
     *
     * @param stamped what {@code updatedAt} of the changed documents was set to
     * @param rollback number of the rollback that left these changes in it; 0 before the first
     * @param restored how many that rollback took out of it
     */
    public record Page(
            long number,
            Date stamped,
            Date expireAt,
            List<DocumentChange> changes,
            long rollback,
            int restored) {
        Page(long number, Date stamped, Date expireAt, List<DocumentChange> changes) {
            this(number, stamped, expireAt, changes, 0, 0);
        }

        /** The same with these changes left, after a rollback. */
        Page left(List<DocumentChange> some, long by, int taken) {
            return new Page(number, stamped, expireAt, some, by, taken);
        }

        /** How many that rollback took out of it before; 0 when it did not come to it. */
        int restoredBy(long number) {
            return rollback == number ? restored : 0;
        }
    }

    /**
     * Those of the context's company and one migration.
     *
     * @param turn of the attempt that writes: later ones have higher ones, no two the same
     */
    public PreImages(TenantStore store, TenantContext context, String migration, long turn) {
        this.pages = store.collection(context, COLLECTION);
        this.backfill = migration;
        this.company = context.companyId();
        this.turn = turn;
        this.prefix = context.companyId() + '/' + migration + '/';
    }

    /**
     * Adds the changes as pages from this number on, up to a number that is taken.
     *
     * @return the pages that were added
     */
    Added add(long number, List<DocumentChange> changes, Date stamped, Instant expireAt) {
        List<List<DocumentChange>> parts = parts(changes);
        for (int i = 0; i < parts.size(); i++) {
            if (!add(new Page(number + i, stamped, Date.from(expireAt), parts.get(i)))) {
                return new Added(i, false);
            }
        }
        return new Added(parts.size(), true);
    }

    /**
     * What became of an addition.
     *
     * @param pages that were added
     * @param whole whether that was all
     */
    record Added(int pages, boolean whole) {}

    private static List<List<DocumentChange>> parts(List<DocumentChange> changes) {
        List<List<DocumentChange>> parts = new ArrayList<>();
        List<DocumentChange> part = new ArrayList<>();
        long bytes = 0;
        for (DocumentChange change : changes) {
            long size = change.size();
            if (bytes + size > PAGE_BYTES && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(change);
            bytes += size;
        }
        parts.add(part);
        return parts;
    }

    /** Adds a page; false when another attempt took its number. */
    boolean add(Page page) {
        Document document =
                fields(page)
                        .append("_id", id(page.number()))
                        .append("backfill", backfill)
                        .append("page", page.number())
                        .append("expireAt", page.expireAt());
        // One with this turn is this one, whose answer was lost.
        return pages.upsertById(document, new Document(FENCE, turn));
    }

    /**
     * Writes a page that is there anew, as this attempt's; one that has lapsed stays away.
     *
     * @throws NightshiftException LEASE_LOST when a later attempt has it
     */
    void put(Page page) {
        int matched =
                pages.updateOne(
                                mine(page.number()),
                                new Document("$set", fields(page)),
                                Repeat.SAFE)
                        .matched();
        if (matched == 0 && find(page.number()).isPresent()) {
            throw taken();
        }
    }

    private Document mine(long number) {
        return new Document("_id", id(number))
                .append(FENCE, new Document("$not", new Document("$gt", turn)));
    }

    private Document fields(Page page) {
        return new Document("stamped", page.stamped())
                .append("rollback", page.rollback())
                .append("restored", page.restored())
                .append(
                        "documents",
                        page.changes().stream().map(DocumentChange::toDocument).toList())
                .append("updatedAt", page.stamped())
                .append(FENCE, turn);
    }

    /** What an attempt is told that has lost its work to a later one. */
    NightshiftException taken() {
        return new NightshiftException(
                FailureCode.LEASE_LOST,
                "Another process works at %s for the company '%s'.".formatted(backfill, company),
                "See who: nightshift runs list");
    }

    /**
     * The page of that number, to be written anew.
     *
     * @throws NightshiftException LEASE_LOST when a later attempt has it
     */
    Optional<Page> findMine(long number) {
        Optional<Document> found =
                pages.findCurrent(new Document("_id", id(number))).stream().findFirst();
        if (found.filter(page -> page.get(FENCE, 0L) > turn).isPresent()) {
            throw taken();
        }
        return found.map(page -> page(number, page));
    }

    /** The page of that number; empty when it was never written, or lapsed. */
    public Optional<Page> find(long number) {
        return pages.findOne(new Document("_id", id(number))).map(found -> page(number, found));
    }

    void delete(long number) {
        pages.deleteOne(mine(number), Repeat.SAFE);
    }

    private static Page page(long number, Document stored) {
        return new Page(
                number,
                stored.getDate("stamped"),
                stored.getDate("expireAt"),
                stored.getList("documents", Document.class).stream()
                        .map(DocumentChange::of)
                        .toList(),
                stored.get("rollback", 0L),
                stored.get("restored", 0));
    }

    private String id(long number) {
        return prefix + "%010d".formatted(number);
    }
}
