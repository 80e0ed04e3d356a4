package dev.nightshift.writers.mongo.backfill;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
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
 * its number; nothing is scanned. Thread-safe; writing a page again replaces it.
 */
public final class PreImages {
    /** The collection. */
    public static final String COLLECTION = "preimages";

    /** Far below MongoDB's 16 MB: a page is read and written as a whole. */
    private static final long PAGE_BYTES = 4 << 20;

    private final TenantCollection pages;
    private final String prefix;
    private final String backfill;

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

    /** Those of the context's company and one migration. */
    public PreImages(TenantStore store, TenantContext context, String migration) {
        this.pages = store.collection(context, COLLECTION);
        this.backfill = migration;
        this.prefix = context.companyId() + '/' + migration + '/';
    }

    /** Writes the changes as pages from this number on; how many there are. */
    int write(long number, List<DocumentChange> changes, Date stamped, Instant expireAt) {
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
        for (int i = 0; i < parts.size(); i++) {
            put(new Page(number + i, stamped, Date.from(expireAt), parts.get(i)));
        }
        return parts.size();
    }

    /** Writes a page, in place of the one of its number. */
    void put(Page page) {
        pages.upsertById(
                new Document("_id", id(page.number()))
                        .append("backfill", backfill)
                        .append("page", page.number())
                        .append("stamped", page.stamped())
                        .append("expireAt", page.expireAt())
                        .append("rollback", page.rollback())
                        .append("restored", page.restored())
                        .append(
                                "documents",
                                page.changes().stream().map(DocumentChange::toDocument).toList())
                        .append("updatedAt", page.stamped()));
    }

    /** The page of that number; empty when it was never written, or lapsed. */
    public Optional<Page> find(long number) {
        return pages.findOne(new Document("_id", id(number))).map(found -> page(number, found));
    }

    void delete(long number) {
        pages.deleteOne(
                new Document("_id", id(number)),
                dev.nightshift.platform.mongo.operation.Repeat.SAFE);
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
