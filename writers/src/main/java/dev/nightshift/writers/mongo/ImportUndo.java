package dev.nightshift.writers.mongo;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.writers.mongo.JournalRound.Change;
import dev.nightshift.writers.mongo.merge.FieldValues;
import dev.nightshift.writers.mongo.merge.ImportStamp;
import dev.nightshift.writers.mongo.merge.LeadUpdate;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Takes an import back: walks its journal from the last batch to the first, deletes the leads it
 * inserted and puts back the fields it changed. A lead that somebody changed since is left alone
 * and reported. The import must not be running, nor run afterwards.
 *
 * <p>Not thread-safe. Restartable: killed in the middle, {@link #undo} goes on where it was. Every
 * access is by {@code _id}; nothing is scanned.
 */
public final class ImportUndo {
    /** A report names that many changed leads. */
    static final int NAMED_LEADS = 1_000;

    private final LeadStore store;
    private final ImportJournal journal;
    private final String importId;
    private final ImportStamp stamp;
    private final LeftAlone left;

    /** This attempt, among all that undo the import. */
    private final String by = new ObjectId().toHexString();

    /** Whether the round at hand may have been undone before, by an attempt that died. */
    private boolean resumed;

    /**
     * An undo of one import.
     *
     * @param stamp the import's, as in its {@code MergeOptions}
     */
    public ImportUndo(LeadStore store, ImportJournal journal, String importId, ImportStamp stamp) {
        this.store = store;
        this.journal = journal;
        this.importId = importId;
        this.stamp = stamp;
        this.left = new LeftAlone(journal, importId);
    }

    /** What a finished undo of the import did; empty when it is not undone, or only in part. */
    public Optional<UndoReport> finished() {
        return Optional.ofNullable(journal.find(UndoProgress.id(importId)))
                .map(UndoProgress::from)
                .filter(UndoProgress::isDone)
                .map(UndoProgress::report);
    }

    /**
     * Undoes the import, or what is left of it.
     *
     * @param stop asked between batches; when true the undo ends early and can go on later
     * @return what was done by all attempts together; null when stopped
     * @throws NightshiftException ALREADY_UNDONE; LEASE_LOST when another attempt goes on with it;
     *     or when the store is away
     */
    public @Nullable UndoReport undo(BooleanSupplier stop) {
        Document kept = journal.find(UndoProgress.id(importId));
        UndoProgress progress =
                kept == null
                        ? UndoProgress.begin(importId, BatchJournal.lastBatch(journal, importId))
                        : UndoProgress.from(kept);
        if (progress.isDone()) {
            throw new NightshiftException(
                    FailureCode.ALREADY_UNDONE,
                    "Import %s is undone already.".formatted(importId),
                    "");
        }
        resumed = kept != null;
        if (kept != null) {
            UndoProgress.changedInOne(kept).forEach(left::add);
            left.keep();
        }
        keep(progress, kept == null ? by : kept.get(ImportJournal.BY));
        for (; progress.nextBatch() >= 0; progress.batchDone()) {
            if (stop.getAsBoolean()) {
                return null;
            }
            undoBatch(progress);
        }
        progress.finish();
        keep(progress, by);
        return progress.report();
    }

    /** An attempt that wakes when another has gone on with the undo is over. */
    private void keep(UndoProgress progress, @Nullable Object over) {
        if (!journal.put(progress.toDocument().append(ImportJournal.BY, by), over)) {
            throw BatchJournal.taken(importId);
        }
    }

    private void undoBatch(UndoProgress progress) {
        List<JournalRound> rounds =
                new BatchJournal(journal, importId, progress.nextBatch(), 0).read();
        for (JournalRound round : rounds.reversed()) {
            if (progress.isUndone(round)) {
                continue;
            }
            List<ObjectId> leads = new ArrayList<>(round.inserted());
            leads.addAll(round.updated().keySet());
            left.lookUp(leads, progress.nextBatch(), round.number())
                    .forEach(progress::changedSince);
            remove(round.inserted(), progress);
            restore(round.updated(), progress);
            left.keep();
            // A lead may be in many rounds: none may be undone again after an earlier one is.
            progress.roundDone(round);
            keep(progress, by);
            resumed = false;
        }
    }

    private void remove(List<ObjectId> inserted, UndoProgress progress) {
        List<ObjectId> ids = inserted.stream().filter(id -> !left.contains(id)).toList();
        if (ids.isEmpty()) {
            return;
        }
        int deleted = store.delete(ids, stamp.toDate());
        if (deleted < ids.size()) {
            List<Document> remaining = store.findById(ids);
            remaining.forEach(lead -> leave(lead.getObjectId("_id"), progress));
            if (resumed) {
                // The attempt before this one deleted them and died before it could say so.
                deleted = ids.size() - remaining.size();
            }
        }
        progress.removed(deleted);
    }

    private void restore(Map<ObjectId, Change> changes, UndoProgress progress) {
        if (changes.isEmpty()) {
            return;
        }
        Map<ObjectId, Document> leads = new HashMap<>();
        store.findById(changes.keySet()).forEach(lead -> leads.put(lead.getObjectId("_id"), lead));
        List<LeadUpdate> updates = new ArrayList<>();
        changes.forEach(
                (id, change) -> {
                    Document lead = leads.get(id);
                    if (left.contains(id)) {
                        return;
                    }
                    if (lead != null && isAsImported(lead, change)) {
                        updates.add(reverse(id, change));
                    } else if (lead != null && isAsBefore(lead, change)) {
                        count(id, change, progress);
                    } else {
                        leave(id, progress);
                    }
                });
        Set<Integer> failed = apply(updates);
        for (int index = 0; index < updates.size(); index++) {
            ObjectId id = updates.get(index).id();
            Change change = changes.get(id);
            if (failed.contains(index)) {
                leave(id, progress);
            } else if (change != null) {
                count(id, change, progress);
            }
        }
    }

    private void leave(ObjectId lead, UndoProgress progress) {
        if (left.add(lead)) {
            progress.changedSince(lead);
        }
    }

    /** A lead that several batches updated is restored once, by the first of them. */
    private void count(ObjectId id, Change change, UndoProgress progress) {
        if (!stamp.isOn(change.before().get("updatedAt"))) {
            progress.restored(id);
        }
    }

    private Set<Integer> apply(List<LeadUpdate> updates) {
        if (updates.isEmpty()) {
            return Set.of();
        }
        LeadStore.Outcome outcome = store.update(updates);
        Set<Integer> failed = new HashSet<>(outcome.duplicates());
        failed.addAll(outcome.refused());
        if (outcome.done() + failed.size() < updates.size()) {
            Map<ObjectId, Document> leads = new HashMap<>();
            store.findById(updates.stream().map(LeadUpdate::id).toList())
                    .forEach(lead -> leads.put(lead.getObjectId("_id"), lead));
            for (int index = 0; index < updates.size(); index++) {
                Document lead = leads.get(updates.get(index).id());
                if (lead == null || !updates.get(index).isAppliedTo(lead)) {
                    failed.add(index);
                }
            }
        }
        return failed;
    }

    private boolean isAsImported(Document lead, Change change) {
        return stamp.isOn(lead.get("updatedAt")) && isAs(lead, change.after(), change.before());
    }

    private static boolean isAsBefore(Document lead, Change change) {
        return isAs(lead, change.before(), change.after());
    }

    /** Whether the lead has the fields of one side, and none that only the other has. */
    private static boolean isAs(Document lead, Document side, Document other) {
        return side.entrySet().stream()
                        .allMatch(
                                field ->
                                        FieldValues.same(
                                                lead.get(field.getKey()), field.getValue()))
                && other.keySet().stream()
                        .allMatch(field -> side.containsKey(field) || !lead.containsKey(field));
    }

    private LeadUpdate reverse(ObjectId id, Change change) {
        List<String> unset =
                change.after().keySet().stream()
                        .filter(field -> !change.before().containsKey(field))
                        .toList();
        return new LeadUpdate(id, stamp.toDate(), change.before(), unset);
    }
}
