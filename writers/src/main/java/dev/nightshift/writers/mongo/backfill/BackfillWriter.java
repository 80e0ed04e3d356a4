package dev.nightshift.writers.mongo.backfill;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;
import dev.nightshift.platform.mongo.operation.WriteFailure;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes changes of one company's documents: first their old values, then the changes, each only
 * where the document still has those old values. Not thread-safe. Killed in between, {@link
 * #settle} finishes what the pages say; then the same documents may come again.
 */
public final class BackfillWriter {
    private final TenantCollection documents;
    private final @Nullable PreImages images;
    private final Duration keep;

    /**
     * What became of a batch.
     *
     * @param applied how many documents are as they should be
     * @param stale documents that somebody changed in between; they are as that writer left them
     * @param refused documents that the server refused, with its reason
     * @param pages of pre-images that were written
     */
    public record Outcome(
            int applied, List<Object> stale, Map<Object, WriteFailure> refused, int pages) {
        private Outcome behind(Settled late) {
            return new Outcome(applied + late.applied(), stale, refused, pages + late.pages());
        }
    }

    /**
     * A writer.
     *
     * @param images where old values are kept; null when nobody wants them back
     * @param keep how long old values are kept
     */
    public BackfillWriter(TenantCollection documents, @Nullable PreImages images, Duration keep) {
        this.documents = documents;
        this.images = images;
        this.keep = keep;
    }

    /**
     * Writes a batch.
     *
     * @param page number of the first page of pre-images
     * @param now what {@code updatedAt} is set to, in documents that have it; of this batch, so
     *     that it never goes back behind what others wrote since the company was begun
     */
    public Outcome write(long page, List<DocumentChange> changes, Instant now) {
        if (changes.isEmpty()) {
            return new Outcome(0, List.of(), Map.of(), 0);
        }
        Date stamp = Date.from(now);
        PreImages kept = images;
        if (kept == null) {
            return written(page, 0, changes, stamp);
        }
        Settled late = Settled.NOTHING;
        List<DocumentChange> open = changes;
        while (!open.isEmpty()) {
            long first = page + late.pages();
            PreImages.Added added = kept.add(first, open, stamp, now.plus(keep));
            if (added.whole()) {
                return written(first, added.pages(), open, stamp).behind(late);
            }
            late = late.plus(late(kept, first));
            Set<Object> done = late.ids();
            open = open.stream().filter(change -> !done.contains(change.id())).toList();
        }
        return late.outcome();
    }

    private Outcome written(long page, int pages, List<DocumentChange> changes, Date stamp) {
        UpdateOutcome outcome = update(changes, stamp);
        if (outcome.matched() == changes.size()) {
            return new Outcome(changes.size(), List.of(), Map.of(), pages);
        }
        Map<Object, WriteFailure> refused = new HashMap<>();
        outcome.failures()
                .forEach(failure -> refused.put(changes.get(failure.index()).id(), failure));
        Set<Object> applied = applied(changes);
        refused.keySet().removeAll(applied);
        for (int i = 0; i < pages; i++) {
            keepOnly(page + i, applied);
        }
        List<Object> stale = new ArrayList<>();
        for (DocumentChange change : changes) {
            if (!applied.contains(change.id()) && !refused.containsKey(change.id())) {
                stale.add(change.id());
            }
        }
        return new Outcome(applied.size(), stale, refused, pages);
    }

    /**
     * Finishes the pages that a process left behind when it died. What it had not changed yet is
     * changed now: its last command may still be under way on the server, which does not end a
     * write when nobody waits for it, and would change later what was taken out of the page before.
     * Only what is neither as it was nor as it should be is taken out.
     *
     * @param page the first page whose batch was never booked
     */
    public Outcome settle(long page) {
        return images == null ? Settled.NOTHING.outcome() : settled(page).outcome();
    }

    /**
     * The same, and the next number is taken by an empty page, so that an attempt that lost this
     * work, and does not know yet, cannot begin another batch: it writes its page first.
     *
     * @param now when that is done
     * @return without the empty page
     */
    public Outcome seal(long page, Instant now) {
        PreImages kept = Objects.requireNonNull(images);
        Settled left = settled(page);
        while (!kept.add(
                new PreImages.Page(
                        page + left.pages(),
                        Date.from(now),
                        Date.from(now.plus(keep)),
                        List.of()))) {
            left = left.plus(late(kept, page + left.pages()));
        }
        return left.outcome();
    }

    /** Pages of an attempt that lost this work, and wrote on after this one had begun. */
    private Settled late(PreImages kept, long first) {
        Settled found = settled(first);
        if (found.pages() == 0) {
            throw kept.taken();
        }
        return found;
    }

    /**
     * What was found in pages that were left behind.
     *
     * @param ids of the documents that are as they should be
     */
    private record Settled(Set<Object> ids, int applied, int pages) {
        static final Settled NOTHING = new Settled(Set.of(), 0, 0);

        Settled plus(Settled more) {
            Set<Object> all = new HashSet<>(ids);
            all.addAll(more.ids);
            return new Settled(all, applied + more.applied, pages + more.pages);
        }

        Outcome outcome() {
            return new Outcome(applied, List.of(), Map.of(), pages);
        }
    }

    private Settled settled(long first) {
        PreImages kept = Objects.requireNonNull(images);
        Settled all = Settled.NOTHING;
        Optional<PreImages.Page> left = kept.findMine(first);
        while (left.isPresent()) {
            Set<Object> done = finished(left.get());
            keepOnly(left.get(), done);
            all = all.plus(new Settled(done, done.size(), 1));
            left = kept.findMine(first + all.pages());
        }
        return all;
    }

    private Set<Object> finished(PreImages.Page page) {
        List<DocumentChange> changes = page.changes();
        UpdateOutcome outcome = update(changes, page.stamped());
        return outcome.matched() == changes.size()
                ? changes.stream().map(DocumentChange::id).collect(Collectors.toSet())
                : applied(changes);
    }

    private UpdateOutcome update(List<DocumentChange> changes, Date stamp) {
        return documents.bulkUpdate(
                changes.stream().map(change -> change.guarded(stamp)).toList(), Repeat.SAFE);
    }

    private void keepOnly(long number, Set<Object> ids) {
        Objects.requireNonNull(images).findMine(number).ifPresent(page -> keepOnly(page, ids));
    }

    private void keepOnly(PreImages.Page page, Set<Object> ids) {
        Objects.requireNonNull(images)
                .put(
                        new PreImages.Page(
                                page.number(),
                                page.stamped(),
                                page.expireAt(),
                                page.changes().stream()
                                        .filter(change -> ids.contains(change.id()))
                                        .toList()));
    }

    private Set<Object> applied(List<DocumentChange> changes) {
        Map<Object, DocumentChange> byId =
                changes.stream().collect(Collectors.toMap(DocumentChange::id, c -> c));
        Document some = new Document("_id", new Document("$in", List.copyOf(byId.keySet())));
        return documents.findCurrent(some).stream()
                .filter(
                        current -> {
                            DocumentChange change = byId.get(current.get("_id"));
                            return change != null && change.isAppliedTo(current);
                        })
                .map(current -> current.get("_id"))
                .collect(Collectors.toSet());
    }
}
