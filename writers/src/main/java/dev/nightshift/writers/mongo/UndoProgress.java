package dev.nightshift.writers.mongo;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How far an undo is, kept in the journal beside the pages: of a size that does not grow with the
 * import. Mutable and not thread-safe.
 */
final class UndoProgress {
    private static final String UNDOING = "UNDOING";
    private static final String UNDONE = "UNDONE";

    private final String id;
    private long nextBatch;

    /** Rounds of that batch from this one on are undone. */
    private int undoneFrom = Integer.MAX_VALUE;

    private long removed;
    private long restored;
    private boolean done;
    private long changedSince;

    /** The first of those that were changed since. */
    private final List<String> named = new ArrayList<>();

    /**
     * Leads of the batch at hand that are counted: a batch that died and found a lead changed by
     * somebody else has two rounds that begin with that lead as it was before the import.
     */
    private final Set<ObjectId> restoredInBatch = new LinkedHashSet<>();

    private UndoProgress(String id, long nextBatch) {
        this.id = id;
        this.nextBatch = nextBatch;
    }

    static String id(String importId) {
        return importId + "/undo";
    }

    static UndoProgress begin(String importId, long lastBatch) {
        return new UndoProgress(id(importId), lastBatch);
    }

    static UndoProgress from(Document document) {
        UndoProgress progress =
                new UndoProgress(document.getString("_id"), document.getLong("nextBatch"));
        progress.undoneFrom = document.getInteger("undoneFrom");
        progress.removed = document.getLong("removed");
        progress.restored = document.getLong("restored");
        progress.done = UNDONE.equals(document.getString("state"));
        List<ObjectId> inOne = changedInOne(document);
        progress.changedSince = document.get("changed", (long) inOne.size());
        progress.named.addAll(document.getList("named", String.class, List.of()));
        inOne.stream()
                .limit(ImportUndo.NAMED_LEADS)
                .map(ObjectId::toHexString)
                .forEach(progress.named::add);
        progress.restoredInBatch.addAll(
                document.getList("restoredInBatch", ObjectId.class, List.of()));
        return progress;
    }

    /** All that an undo left alone which kept them here, as undos once did; else empty. */
    static List<ObjectId> changedInOne(Document document) {
        return document.getList("changedSince", ObjectId.class, List.of());
    }

    Document toDocument() {
        return new Document("_id", id)
                .append("state", done ? UNDONE : UNDOING)
                .append("nextBatch", nextBatch)
                .append("undoneFrom", undoneFrom)
                .append("removed", removed)
                .append("restored", restored)
                .append("changed", changedSince)
                .append("named", List.copyOf(named))
                .append("restoredInBatch", new ArrayList<>(restoredInBatch));
    }

    boolean isDone() {
        return done;
    }

    /** The batch to undo next, counting down; negative when there is none. */
    long nextBatch() {
        return nextBatch;
    }

    void batchDone() {
        nextBatch--;
        undoneFrom = Integer.MAX_VALUE;
        restoredInBatch.clear();
    }

    boolean isUndone(JournalRound round) {
        return round.number() >= undoneFrom;
    }

    void roundDone(JournalRound round) {
        undoneFrom = round.number();
        if (round.number() == 0) {
            restoredInBatch.clear();
        }
    }

    void finish() {
        done = true;
    }

    void removed(long leads) {
        removed += leads;
    }

    void restored(ObjectId lead) {
        if (restoredInBatch.add(lead)) {
            restored++;
        }
    }

    /** One more lead that is left alone. */
    void changedSince(ObjectId lead) {
        changedSince++;
        if (named.size() < ImportUndo.NAMED_LEADS) {
            named.add(lead.toHexString());
        }
        if (restoredInBatch.remove(lead)) {
            restored--;
        }
    }

    UndoReport report() {
        return new UndoReport(removed, restored, changedSince, List.copyOf(named));
    }
}
