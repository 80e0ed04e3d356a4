package dev.nightshift.jobs.backfill.company;

import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.Unmigratable;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.migrations.ledger.FailedDocument.Code;
import dev.nightshift.platform.mongo.codec.DocumentSize;
import dev.nightshift.writers.mongo.backfill.DocumentChange;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Applies a migration to documents, trusting it with nothing. Thread-safe. */
final class Transformer {
    private static final Logger log = LoggerFactory.getLogger(Transformer.class);

    private final DataMigration migration;
    private final Subject subject;

    /** What became of a page of documents. */
    static final class Transformed {
        final List<DocumentChange> changes = new ArrayList<>();
        final List<FailedDocument> failed = new ArrayList<>();
        int unchanged;
    }

    Transformer(DataMigration migration, Subject subject) {
        this.migration = migration;
        this.subject = subject;
    }

    Transformed apply(List<Document> documents) {
        Transformed result = new Transformed();
        documents.forEach(document -> apply(document, result));
        return result;
    }

    private void apply(Document document, Transformed result) {
        try {
            Document after = migration.apply(copy(document), subject);
            judge(document, after, result);
        } catch (Unmigratable cannot) {
            result.failed.add(failed(document, Code.UNMIGRATABLE, cannot.reason()));
        } catch (RuntimeException | StackOverflowError | AssertionError threw) {
            // Its message may quote the document: the class alone is told.
            String name = threw.getClass().getSimpleName();
            log.atDebug()
                    .addKeyValue("event", "backfill.threw")
                    .addKeyValue("feature", migration.id())
                    .log("The transformation threw {}", name);
            result.failed.add(failed(document, Code.THREW, "the transformation threw " + name));
        }
    }

    @SuppressWarnings("NullAway") // a migration of no null-marked package may give null
    private void judge(Document document, Document after, Transformed result) {
        if (after == null) {
            result.failed.add(
                    failed(document, Code.NO_RESULT, "the transformation gave no document"));
        } else if (!same(document, after, "_id") || !same(document, after, "companyId")) {
            result.failed.add(
                    failed(
                            document,
                            Code.KEY_CHANGED,
                            "the transformation changed _id or companyId"));
        } else if (!DocumentSize.fits(after)) {
            result.failed.add(failed(document, Code.TOO_LARGE, "the result would exceed 16 MB"));
        } else {
            DocumentChange change = DocumentChange.between(document, after);
            if (change.isEmpty()) {
                result.unchanged++;
            } else if (!change.isStorable()) {
                result.failed.add(
                        failed(
                                document,
                                Code.TOO_LARGE,
                                "its old and new values together would exceed 16 MB"));
            } else {
                result.changes.add(change);
            }
        }
    }

    private static boolean same(Document before, Document after, String key) {
        return after.containsKey(key) && Objects.equals(before.get(key), after.get(key));
    }

    static FailedDocument failed(Document document, Code code, String reason) {
        return new FailedDocument(String.valueOf(document.get("_id")), code, reason);
    }

    private static Document copy(Document document) {
        Document copy = new Document();
        document.forEach((key, value) -> copy.put(key, copied(value)));
        return copy;
    }

    @SuppressWarnings("NullAway") // values of a document may be null
    private static Object copied(Object value) {
        return switch (value) {
            case Document inner -> copy(inner);
            case Map<?, ?> map -> copyOf(map);
            case List<?> list -> copyOf(list);
            case null, default -> value;
        };
    }

    private static Document copyOf(Map<?, ?> map) {
        Document copy = new Document();
        map.forEach((key, value) -> copy.put(String.valueOf(key), copied(value)));
        return copy;
    }

    private static List<Object> copyOf(List<?> list) {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(element -> copy.add(copied(element)));
        return copy;
    }
}
