package dev.nightshift.writers.mongo.backfill;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.operation.Change;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;
import dev.nightshift.platform.mongo.operation.WriteFailure;

import org.bson.Document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the old values of pages of pre-images back. A document whose touched fields are no longer as
 * the migration left them is left alone and stays in the page; what was put back leaves it.
 *
 * <p>So that nothing is counted twice or not at all when the process dies, a page goes in three
 * steps: {@link #restore}, the caller books the outcome, {@link #close(long, Outcome)}. Until it is
 * closed a page can be restored again with the same outcome. Not thread-safe; safe to repeat.
 */
public final class BackfillRestore {
    private final TenantCollection documents;
    private final PreImages images;
    private final long rollback;
    private final boolean force;

    /**
     * What became of a page, all attempts of this rollback together.
     *
     * @param changedSince ids of documents that were left alone
     */
    public record Outcome(int restored, List<Object> changedSince) {}

    /**
     * @param rollback its number: the same when it goes on, another when it begins
     * @param force put back what was changed since, too
     */
    public BackfillRestore(
            TenantCollection documents, PreImages images, long rollback, boolean force) {
        this.documents = documents;
        this.images = images;
        this.rollback = rollback;
        this.force = force;
    }

    /** Puts one page back; of a page that is not there, nothing. */
    public Outcome restore(long number) {
        return images.findMine(number).map(this::restore).orElse(new Outcome(0, List.of()));
    }

    /** To be called when the outcome is booked: a page that has nothing left is deleted. */
    public void close(long number, Outcome booked) {
        if (booked.changedSince().isEmpty()) {
            images.delete(number);
        }
    }

    /** The same for the page that was booked last before the process died. */
    public void close(long number) {
        images.find(number)
                .filter(page -> (page.rollback() == rollback) == page.changes().isEmpty())
                .ifPresent(page -> images.delete(number));
    }

    private Outcome restore(PreImages.Page page) {
        Map<Object, Document> current = new HashMap<>();
        List<Object> ids = page.changes().stream().map(DocumentChange::id).toList();
        documents
                .findCurrent(new Document("_id", new Document("$in", ids)))
                .forEach(document -> current.put(document.get("_id"), document));
        List<DocumentChange> open = new ArrayList<>();
        List<Change> writes = new ArrayList<>();
        Set<Object> left = new HashSet<>();
        int restored = 0;
        for (DocumentChange change : page.changes()) {
            Document document = current.get(change.id());
            if (document == null) {
                // Deleted since: there is nothing that could be overwritten, nor put back.
                left.add(change.id());
            } else if (change.isUnappliedIn(document)) {
                // By an attempt that died, or by whoever needed it.
                restored++;
            } else if (force || change.isAppliedTo(document)) {
                open.add(change);
                writes.add(change.restoring(document, page.stamped(), force));
            } else {
                left.add(change.id());
            }
        }
        restored += write(open, writes, left);
        int before = page.restoredBy(rollback);
        // A page with no mark of this rollback is one that was put back as a whole.
        if (!left.isEmpty() || page.rollback() == rollback) {
            images.put(
                    page.left(
                            page.changes().stream()
                                    .filter(change -> left.contains(change.id()))
                                    .toList(),
                            rollback,
                            before + restored));
        }
        return new Outcome(before + restored, List.copyOf(left));
    }

    private int write(List<DocumentChange> open, List<Change> writes, Set<Object> left) {
        if (writes.isEmpty()) {
            return 0;
        }
        UpdateOutcome outcome = documents.bulkUpdate(writes, Repeat.SAFE);
        if (outcome.matched() == writes.size()) {
            return writes.size();
        }
        for (WriteFailure failure : outcome.failures()) {
            left.add(open.get(failure.index()).id());
        }
        Map<Object, Document> now = new HashMap<>();
        List<Object> ids = open.stream().map(DocumentChange::id).toList();
        documents
                .findCurrent(new Document("_id", new Document("$in", ids)))
                .forEach(document -> now.put(document.get("_id"), document));
        int restored = 0;
        for (DocumentChange change : open) {
            Document document = now.get(change.id());
            if (document != null && change.isUnappliedIn(document)) {
                restored++;
                left.remove(change.id());
            } else {
                left.add(change.id());
            }
        }
        return restored;
    }
}
