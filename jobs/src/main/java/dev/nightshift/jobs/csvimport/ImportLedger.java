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

    private final TenantStore store;

    public ImportLedger(TenantStore store) {
        this.store = store;
    }

    /**
     * Opens the entry of a run, or finds the one that an earlier attempt of it opened.
     *
     * @param first whether it is the run's first attempt
     * @param startedAt becomes {@code createdAt} and {@code updatedAt} of all that it writes
     */
    Entry open(
            TenantContext context,
            ImportMark mark,
            boolean first,
            Document about,
            Instant startedAt) {
        TenantCollection imports = store.collection(context, COLLECTION);
        Optional<Entry> known = first ? Optional.empty() : of(context, mark);
        if (known.isPresent()) {
            return again(context, known.get());
        }
        String given = mark.importId();
        Document entry =
                new Document("_id", given == null ? new ObjectId().toHexString() : given)
                        .append("runId", mark.runId())
                        .append("state", "RUNNING")
                        .append("startedAt", Date.from(startedAt))
                        .append("updatedAt", Date.from(startedAt))
                        .append("startedBy", context.actor());
        entry.putAll(about);
        if (!imports.insertMany(List.of(entry)).isComplete()) {
            throw new NightshiftException(
                    FailureCode.MONGODB_REFUSED,
                    "The import could not be entered in the ledger.",
                    "See the log; nothing was written.");
        }
        return new Entry(entry);
    }

    private Entry again(TenantContext context, Entry entry) {
        if (entry.isUndone()) {
            throw new NightshiftException(
                    FailureCode.ALREADY_UNDONE,
                    "Import %s was taken back; its run cannot go on.".formatted(entry.importId()),
                    "Import the file again.");
        }
        set(context, entry.importId(), new Document("state", "RUNNING"));
        return entry;
    }

    /** Writes how far an import came. */
    void record(
            TenantContext context,
            String importId,
            String state,
            Map<String, Object> figures,
            Instant now) {
        Document set =
                new Document(figures)
                        .append("state", state)
                        .append("endedAt", Date.from(now))
                        .append("updatedAt", Date.from(now));
        store.collection(context, COLLECTION)
                .updateOne(new Document("_id", importId), new Document("$set", set), Repeat.SAFE);
    }

    /** The finished import of a file of that checksum, unless it was undone. */
    Optional<Document> completed(TenantContext context, String sha256) {
        return store.collection(context, COLLECTION)
                .findOne(new Document("sha256", sha256).append("state", "COMPLETED"));
    }

    /** Says what an import is going through. */
    void setState(TenantContext context, String importId, String state, Instant now) {
        set(context, importId, new Document("state", state).append("updatedAt", Date.from(now)));
    }

    /** Closes an import that was taken back; the same file may be imported again. */
    void undone(TenantContext context, String importId, UndoReport report, Instant now) {
        set(
                context,
                importId,
                new Document("state", UNDONE)
                        .append("undoneAt", Date.from(now))
                        .append("updatedAt", Date.from(now))
                        .append(
                                "undo",
                                new Document("removed", report.removed())
                                        .append("restored", report.restored())
                                        .append("changedSince", report.changedSince())
                                        .append("changedLeads", report.changedLeads())));
    }

    private void set(TenantContext context, String importId, Document fields) {
        store.collection(context, COLLECTION)
                .updateOne(
                        new Document("_id", importId), new Document("$set", fields), Repeat.SAFE);
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
