package dev.nightshift.migrations.ledger;

import org.bson.Document;

/**
 * What became of a company's documents.
 *
 * @param changed written by the migration
 * @param unchanged matched, but are as they should be
 * @param failed could not be migrated; left as they are
 * @param conflicts times that another writer was quicker and the new document was taken
 * @param batches written or looked at
 */
public record Counts(long changed, long unchanged, long failed, long conflicts, long batches) {
    /** Nothing yet. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    /** How many documents were looked at. */
    public long seen() {
        return changed + unchanged + failed;
    }

    /** Both together. */
    public Counts plus(Counts more) {
        return new Counts(
                changed + more.changed,
                unchanged + more.unchanged,
                failed + more.failed,
                conflicts + more.conflicts,
                batches + more.batches);
    }

    /** The same when the walk begins again: what is left is looked at anew. */
    public Counts again() {
        return new Counts(changed, 0, 0, conflicts, batches);
    }

    Document toDocument() {
        return new Document("changed", changed)
                .append("unchanged", unchanged)
                .append("failed", failed)
                .append("conflicts", conflicts)
                .append("batches", batches);
    }

    static Counts of(Document document) {
        return new Counts(
                document.get("changed", 0L),
                document.get("unchanged", 0L),
                document.get("failed", 0L),
                document.get("conflicts", 0L),
                document.get("batches", 0L));
    }
}
