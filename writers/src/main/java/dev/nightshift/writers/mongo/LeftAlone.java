package dev.nightshift.writers.mongo;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Leads that an undo leaves alone, in earlier batches too. They may be as many as the import had
 * rows, so that each is a page of its own in the journal, and those of one round at a time are in
 * memory. Not thread-safe.
 */
final class LeftAlone {
    private static final int PAGES_AT_ONCE = 2_000;

    private final ImportJournal journal;
    private final String importId;
    private final Set<ObjectId> known = new HashSet<>();
    private final Set<ObjectId> added = new LinkedHashSet<>();
    private long batch = -1;
    private int round = -1;

    LeftAlone(ImportJournal journal, String importId) {
        this.journal = journal;
        this.importId = importId;
    }

    /**
     * Looks up a round's leads.
     *
     * @return those that an attempt which died left alone in this very round: it did not count them
     */
    List<ObjectId> lookUp(Collection<ObjectId> leads, long ofBatch, int ofRound) {
        batch = ofBatch;
        round = ofRound;
        known.clear();
        List<ObjectId> uncounted = new ArrayList<>();
        List<ObjectId> all = List.copyOf(leads);
        for (int from = 0; from < all.size(); from += PAGES_AT_ONCE) {
            List<ObjectId> some = all.subList(from, Math.min(from + PAGES_AT_ONCE, all.size()));
            for (Document page : journal.find(some.stream().map(this::id).toList())) {
                ObjectId lead = page.getObjectId("lead");
                known.add(lead);
                if (page.getLong("batch") == batch && page.getInteger("round") == round) {
                    uncounted.add(lead);
                }
            }
        }
        return uncounted;
    }

    /** One more; false when it is left alone already. */
    boolean add(ObjectId lead) {
        return known.add(lead) && added.add(lead);
    }

    boolean contains(ObjectId lead) {
        return known.contains(lead);
    }

    /** Keeps those that were added, before the round counts as undone. */
    void keep() {
        List<ObjectId> all = List.copyOf(added);
        for (int from = 0; from < all.size(); from += PAGES_AT_ONCE) {
            List<ObjectId> some = all.subList(from, Math.min(from + PAGES_AT_ONCE, all.size()));
            journal.putAll(some.stream().map(this::page).toList());
        }
        added.clear();
    }

    private String id(ObjectId lead) {
        return importId + "/left/" + lead.toHexString();
    }

    private Document page(ObjectId lead) {
        return new Document("_id", id(lead))
                .append("importId", importId)
                .append("lead", lead)
                .append("batch", batch)
                .append("round", round);
    }
}
