package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.order.MaxRejects;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.mongo.UndoReport;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The company's imports: collection {@code imports}, one entry per import that was started, dry
 * runs not among them. Thread-safe. An entry is opened before its first batch and closed when its
 * run ends, whatever the outcome.
 */
public final class ImportLedger {
    static final String COLLECTION = "imports";

    static final String UNDOING = "UNDOING";
    static final String UNDONE = "UNDONE";

    /** The newest attempt of the run that has the import: earlier ones have no say any more. */
    public static final String ATTEMPT = "attempt";

    private final TenantStore store;

    public ImportLedger(TenantStore store) {
        this.store = store;
    }

    /**
     * Opens the entry of a run, or finds the one that an earlier attempt of it opened.
     *
     * @param attempt the run's, which has the import to itself from now on
     * @param startedAt becomes {@code createdAt} and {@code updatedAt} of all that it writes
     */
    Entry open(
            TenantContext context,
            ImportMark mark,
            int attempt,
            Document about,
            Instant startedAt) {
        TenantCollection imports = store.collection(context, COLLECTION);
        Optional<Entry> known = attempt == 1 ? Optional.empty() : of(context, mark);
        if (known.isPresent()) {
            return again(context, known.get(), attempt);
        }
        String given = mark.importId();
        Document entry =
                new Document("_id", given == null ? new ObjectId().toHexString() : given)
                        .append("runId", mark.runId())
                        .append(ATTEMPT, attempt)
                        .append("state", "RUNNING")
                        .append("startedAt", Date.from(startedAt))
                        .append("updatedAt", Date.from(startedAt))
                        .append("startedBy", context.actor());
        entry.putAll(about);
        if (!imports.insertMany(List.of(entry)).isComplete()) {
            // The next attempt at the run may have been here first.
            return of(context, mark)
                    .map(there -> again(context, there, attempt))
                    .orElseThrow(
                            () ->
                                    new NightshiftException(
                                            FailureCode.MONGODB_REFUSED,
                                            "The import could not be entered in the ledger.",
                                            "See the log; nothing was written."));
        }
        return new Entry(entry);
    }

    private Entry again(TenantContext context, Entry entry, int attempt) {
        String importId = entry.importId();
        Document mine =
                notUndone(importId)
                        .append(
                                "$or",
                                List.of(
                                        new Document(ATTEMPT, new Document("$lte", attempt)),
                                        new Document(ATTEMPT, new Document("$exists", false))));
        Document set = new Document("state", "RUNNING").append(ATTEMPT, attempt);
        if (update(context, mine, set)) {
            return entry;
        }
        throw require(context, importId).isUndone()
                ? new NightshiftException(
                        FailureCode.ALREADY_UNDONE,
                        "Import %s was taken back; its run cannot go on.".formatted(importId),
                        "Import the file again.")
                : taken(context, importId);
    }

    /** What an attempt is told that has no say any more. */
    static NightshiftException taken(TenantContext context, String importId) {
        return new NightshiftException(
                FailureCode.LEASE_LOST,
                "Import %s was taken from this process, which was away for too long."
                        .formatted(importId),
                "See what became of it with 'nightshift import show %s --company %s'."
                        .formatted(importId, context.companyId()));
    }

    private static Document notUndone(String importId) {
        return new Document("_id", importId)
                .append("state", new Document("$nin", List.of(UNDOING, UNDONE)));
    }

    private boolean update(TenantContext context, Document filter, Document set) {
        return store.collection(context, COLLECTION)
                        .updateOne(filter, new Document("$set", set), Repeat.SAFE)
                        .matched()
                == 1;
    }

    /**
     * Writes how far an import came.
     *
     * @param attempt whose word it is
     * @return false when a later attempt has the import by now, or it was taken back: then nothing
     *     is written
     */
    boolean record(
            TenantContext context,
            String importId,
            int attempt,
            String state,
            Map<String, Object> figures,
            Instant now) {
        Document set =
                new Document(figures)
                        .append("state", state)
                        .append("endedAt", Date.from(now))
                        .append("updatedAt", Date.from(now));
        return update(context, notUndone(importId).append(ATTEMPT, attempt), set);
    }

    /** The finished import of a file of that checksum, unless it was undone. */
    Optional<Document> completed(TenantContext context, String sha256) {
        return store.collection(context, COLLECTION)
                .findOne(new Document("sha256", sha256).append("state", "COMPLETED"));
    }

    /** An import is being taken back; one that was stays so. */
    void undoing(TenantContext context, String importId, Instant now) {
        var _ =
                update(
                        context,
                        new Document("_id", importId).append("state", new Document("$ne", UNDONE)),
                        new Document("state", UNDOING).append("updatedAt", Date.from(now)));
    }

    /** Closes an import that was taken back; the same file may be imported again. */
    void undone(TenantContext context, String importId, UndoReport report, Instant now) {
        Document set =
                new Document("state", UNDONE)
                        .append("undoneAt", Date.from(now))
                        .append("updatedAt", Date.from(now))
                        .append(
                                "undo",
                                new Document("removed", report.removed())
                                        .append("restored", report.restored())
                                        .append("changedSince", report.changedSince())
                                        .append("changedLeads", report.changedLeads()));
        var _ = update(context, new Document("_id", importId), set);
    }

    /** The import of a run; empty before its first attempt has opened it. */
    Optional<Entry> of(TenantContext context, ImportMark mark) {
        return store.collection(context, COLLECTION).findOne(mark.filter()).map(Entry::new);
    }

    /** Whether the import of a run was taken back. */
    boolean isUndone(TenantContext context, ImportMark mark) {
        return of(context, mark).filter(Entry::isUndone).isPresent();
    }

    /** An import of the company, or NOT_FOUND. */
    Entry require(TenantContext context, String importId) {
        return find(context, importId)
                .map(Entry::new)
                .orElseThrow(
                        () ->
                                new NightshiftException(
                                        FailureCode.NOT_FOUND,
                                        "Company %s has no import %s."
                                                .formatted(context.companyId(), importId),
                                        "See `import list --company %s`."
                                                .formatted(context.companyId())));
    }

    /** Lets an import that ended early bear more, or fewer, rejects when it goes on. */
    void setMaxRejects(TenantContext context, ImportMark mark, MaxRejects maxRejects) {
        store.collection(context, COLLECTION)
                .updateOne(
                        mark.filter(),
                        new Document("$set", new Document("maxRejects", maxRejects.toString())),
                        Repeat.SAFE);
    }

    /** One import of the company. */
    public Optional<Document> find(TenantContext context, String importId) {
        return store.collection(context, COLLECTION).findOne(new Document("_id", importId));
    }

    /** The company's imports, the newest first. */
    public List<Document> list(TenantContext context, int limit) {
        return store.collection(context, COLLECTION)
                .find(
                        new Document(),
                        new Document(),
                        new Document("startedAt", -1).append("_id", -1),
                        limit);
    }

    /** An entry of the ledger. */
    record Entry(Document document) {
        /** The entry of a dry run, which is never written. */
        static Entry unwritten(Document about, Instant startedAt) {
            Document entry =
                    new Document("_id", new ObjectId().toHexString())
                            .append("startedAt", Date.from(startedAt));
            entry.putAll(about);
            return new Entry(entry);
        }

        /** The limit that a later command has set for this import, else the run's own. */
        MaxRejects maxRejects(MaxRejects own) {
            String later = document.getString("maxRejects");
            return later == null ? own : MaxRejects.parse(later);
        }

        String importId() {
            return document.getString("_id");
        }

        /** Its run's number, in the relational store that the run was launched in. */
        long runId() {
            return document.get("runId", Number.class).longValue();
        }

        /** Whether it is the import of that run. */
        boolean isOf(ImportMark mark) {
            return mark.filter().entrySet().stream()
                    .allMatch(field -> field.getValue().equals(document.get(field.getKey())));
        }

        boolean isUndone() {
            return UNDONE.equals(document.getString("state"))
                    || UNDOING.equals(document.getString("state"));
        }

        Instant startedAt() {
            return document.getDate("startedAt").toInstant();
        }
    }
}
