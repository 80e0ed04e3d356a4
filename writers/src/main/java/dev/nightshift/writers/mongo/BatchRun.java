package dev.nightshift.writers.mongo;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.merge.MergeOptions;
import dev.nightshift.writers.mongo.merge.MergePlan;
import dev.nightshift.writers.mongo.merge.MergePlanner;
import dev.nightshift.writers.mongo.merge.PlannedLead;
import dev.nightshift.writers.mongo.merge.RowOutcome;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * One batch on its way into the store, round by round. Used once, by one thread at a time: it may
 * be planned on one and written on another.
 */
final class BatchRun {
    /** After that many rounds in which no row was settled, other writers have won. */
    private static final int FUTILE_ROUNDS = 5;

    private final LeadStore store;
    private final BatchJournal journal;
    private final MergeOptions options;
    private final MergePlanner planner;
    private final List<LeadOffer> offers;
    private final RowOutcome[] outcomes;
    private final TreeSet<Integer> pending = new TreeSet<>();

    /** Rows of a lead that was refused as a whole: they are tried one at a time. */
    private final TreeSet<Integer> alone = new TreeSet<>();

    private int round;
    private int rounds;
    private int futileRounds;

    private final CompletableFuture<Optional<Set<String>>> keys = new CompletableFuture<>();

    /** The first plan, where it was made before its turn came. */
    private @Nullable MergePlan ahead;

    BatchRun(
            LeadStore store,
            BatchJournal journal,
            MergeOptions options,
            MergePlanner planner,
            List<LeadOffer> offers) {
        this.store = store;
        this.journal = journal;
        this.options = options;
        this.planner = planner;
        this.offers = offers;
        this.outcomes = new RowOutcome[offers.size()];
        for (int row = 0; row < offers.size(); row++) {
            pending.add(row);
        }
    }

    /** Looks up and plans before its turn; nothing else may be writing. */
    void planAhead() {
        ahead = plan(nextRows());
    }

    /**
     * The same while another batch is being written.
     *
     * @param inFlight keys that the other batch may change; when a row has one of them, nothing can
     *     be said before that batch is written
     */
    void planAheadBut(Set<String> inFlight) {
        for (LeadOffer offer : offers) {
            if (inFlight.contains(key(offer, LeadField.PHONE))
                    || inFlight.contains(key(offer, LeadField.EMAIL))) {
                return;
            }
        }
        planAhead();
    }

    private static String key(LeadOffer offer, LeadField field) {
        return offer.values().get(field) instanceof String key ? key : "";
    }

    /** What was planned ahead cannot be relied on: the other batch went another way. */
    void forgetPlan() {
        ahead = null;
    }

    /**
     * The keys that its first round changes, as soon as it is planned, by another thread; empty
     * when they cannot be told.
     */
    Optional<Set<String>> awaitKeys() {
        return keys.join();
    }

    /** Nobody has to wait for its keys any more. */
    void ended() {
        keys.complete(Optional.empty());
    }

    /** Whether one round did what was planned, and all. */
    boolean isOneRound() {
        return pending.isEmpty() && rounds == 1;
    }

    private MergePlan plan(List<Integer> rows) {
        return planner.plan(lookUp(rows).values(), offers, rows, row -> new ObjectId());
    }

    List<RowOutcome> start() {
        while (!pending.isEmpty()) {
            MergePlan plan = ahead == null ? plan(nextRows()) : ahead;
            ahead = null;
            keys.complete(Optional.of(plan.keys()));
            Set<PlannedLead> tooLarge = tooLarge(plan);
            if (!tooLarge.isEmpty()) {
                rounds++;
                plan.rows().stream()
                        .filter(row -> row.restsOn(tooLarge))
                        .forEach(row -> refuse(row, plan));
                continue;
            }
            if (plan.hasChanges() && !journal(plan)) {
                repeat();
                continue;
            }
            execute(plan);
        }
        return List.of(outcomes);
    }

    // What cannot be kept for an undo is not changed.
    private static Set<PlannedLead> tooLarge(MergePlan plan) {
        return plan.updates().stream()
                .filter(lead -> !BatchJournal.fits(lead))
                .collect(Collectors.toSet());
    }

    /** A row that has to be tried alone ends the rows before it and is a round of its own. */
    private List<Integer> nextRows() {
        if (alone.isEmpty()) {
            return List.copyOf(pending);
        }
        return pending.first().equals(alone.first())
                ? List.of(alone.pollFirst())
                : List.copyOf(pending.headSet(alone.first()));
    }

    /** Goes on where the journal says that the batch was left. */
    List<RowOutcome> resume() {
        // What an earlier attempt began is more than the rounds that are left.
        keys.complete(Optional.empty());
        repeat();
        return start();
    }

    private void repeat() {
        List<JournalRound> before = journal.read();
        if (!before.isEmpty()) {
            repeat(before.getLast());
        }
    }

    /** Only the last round can be half done: it is planned again on what was there before it. */
    private void repeat(JournalRound last) {
        if (last.rows().length() != offers.size()) {
            throw new NightshiftException(
                    FailureCode.INTERNAL,
                    "A batch of the import has %d rows, but had %d when it was begun."
                            .formatted(offers.size(), last.rows().length()),
                    "Undo the import, then import the file again.");
        }
        round = last.number() + 1;
        List<Integer> rows = new ArrayList<>();
        Map<Integer, ObjectId> ids = new HashMap<>();
        for (int row = 0; row < offers.size(); row++) {
            RowOutcome settled = RowLetters.settled(last.rows(), row);
            RowOutcome planned = RowLetters.planned(last.rows(), row);
            if (settled != null) {
                settle(row, settled);
            } else if (planned != null) {
                rows.add(row);
                if (planned.kind() == RowOutcome.Kind.INSERTED) {
                    ids.put(row, last.inserted().get(ids.size()));
                }
            }
        }
        Map<ObjectId, Document> leads = lookUp(rows);
        store.findById(last.updated().keySet())
                .forEach(lead -> leads.put(lead.getObjectId("_id"), lead));
        leads.keySet().removeAll(last.inserted());
        last.updated()
                .forEach(
                        (id, change) ->
                                leads.computeIfPresent(id, (_, lead) -> before(lead, change)));
        MergePlan plan =
                planner.plan(
                        leads.values(),
                        offers,
                        rows,
                        row -> ids.containsKey(row) ? ids.get(row) : new ObjectId());
        JournalRound planned = JournalRound.of(last.number(), letters(plan), plan);
        // Where somebody changed a lead in between, what is done now is not what was announced.
        if (plan.hasChanges() && !planned.equals(last) && !journal(plan)) {
            repeat();
        } else {
            execute(plan);
        }
    }

    /** A lead as it was before the change, unless somebody else changed it since. */
    private Document before(Document lead, JournalRound.Change change) {
        if (options.stamp().isOn(lead.get("updatedAt"))) {
            change.after().keySet().forEach(lead::remove);
            lead.putAll(change.before());
        }
        return lead;
    }

    private Map<ObjectId, Document> lookUp(List<Integer> rows) {
        List<String> phones = new ArrayList<>(rows.size());
        List<String> emails = new ArrayList<>(rows.size());
        for (int row : rows) {
            Map<LeadField, Object> values = offers.get(row).values();
            if (values.get(LeadField.PHONE) instanceof String phone) {
                phones.add(phone);
            }
            if (values.get(LeadField.EMAIL) instanceof String email) {
                emails.add(email);
            }
        }
        Map<ObjectId, Document> leads = new LinkedHashMap<>();
        for (Document lead : store.find(phones, emails)) {
            leads.putIfAbsent(lead.getObjectId("_id"), lead);
        }
        return leads;
    }

    /** False when the attempt before this one is at work after all, and was faster. */
    private boolean journal(MergePlan plan) {
        boolean written = journal.write(JournalRound.of(round, letters(plan), plan));
        round += written ? 1 : 0;
        // What is repeated then is not what was planned.
        rounds += written ? 0 : 1;
        return written;
    }

    private String letters(MergePlan plan) {
        RowLetters letters = new RowLetters(outcomes.length);
        for (int row = 0; row < outcomes.length; row++) {
            if (!pending.contains(row)) {
                letters.settled(row, outcomes[row]);
            }
        }
        plan.rows().forEach(row -> letters.planned(row.row(), row.outcome()));
        return letters.toString();
    }

    private void execute(MergePlan plan) {
        rounds++;
        PlanExecution done = PlanExecution.of(plan, store);
        int pendingBefore = pending.size();
        for (MergePlan.PlannedRow row : plan.rows()) {
            if (row.restsOn(done.failed())) {
                continue;
            }
            if (!row.restsOn(done.refused())) {
                settle(row.row(), row.outcome());
            } else {
                refuse(row, plan);
            }
        }
        futileRounds = pending.size() == pendingBefore ? futileRounds + 1 : 0;
        if (futileRounds >= FUTILE_ROUNDS) {
            plan.rows().stream()
                    .filter(row -> row.restsOn(done.failed()))
                    .forEach(row -> settle(row.row(), RowOutcome.CONTENDED));
        }
    }

    private void refuse(MergePlan.PlannedRow row, MergePlan plan) {
        if (plan.rows().size() == 1) {
            settle(row.row(), RowOutcome.NOT_STORABLE);
        } else {
            alone.add(row.row());
        }
    }

    private void settle(int row, RowOutcome outcome) {
        outcomes[row] = outcome;
        pending.remove(row);
    }
}
