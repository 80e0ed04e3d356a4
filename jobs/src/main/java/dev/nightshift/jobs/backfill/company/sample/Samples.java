package dev.nightshift.jobs.backfill.company.sample;

import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.writers.mongo.backfill.DocumentChange;
import dev.nightshift.writers.mongo.backfill.FieldChange;

import org.bson.Document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a plan shows of the changes, masked, and what it measured on the way. Thread-safe. */
public final class Samples {
    private static final int SHOWN = 5;
    private static final int PROBED = 200;
    private static final int WRITE_IN_FINDS = 4;

    /** The first companies' first changes, whichever of the companies came first. */
    private final NavigableMap<String, List<Sample>> kept = new TreeMap<>();

    private final Map<String, Long> failures = new TreeMap<>();
    private final Map<String, Integer> forgotten = new TreeMap<>();
    private long documents;
    private long nanos;
    private long probed;
    private long probeNanos;

    /** One changed document: its fields, before and after, as shapes. */
    public record Sample(String companyId, String id, List<Field> fields) {
        public Sample {
            fields = List.copyOf(fields);
        }
    }

    /** A touched field; "absent" where the document has none. */
    public record Field(String path, String before, String after) {}

    /**
     * A batch was planned.
     *
     * @param read documents, changed or not
     * @param took nanoseconds for reading and transforming
     */
    public void take(
            CompanyId company,
            List<DocumentChange> changes,
            int read,
            long took,
            TenantCollection collection) {
        boolean probe;
        synchronized (this) {
            documents += read;
            nanos += took;
            keep(company, changes);
            probe = probed < PROBED && !changes.isEmpty();
        }
        if (probe) {
            probe(changes, collection);
        }
    }

    private void keep(CompanyId company, List<DocumentChange> changes) {
        List<Sample> own = kept.computeIfAbsent(company.value(), id -> new ArrayList<>());
        changes.stream()
                .limit(SHOWN - own.size())
                .forEach(change -> own.add(sample(company, change)));
        while (count(kept.headMap(kept.lastKey(), false)) >= SHOWN) {
            kept.pollLastEntry();
        }
    }

    private static int count(Map<String, List<Sample>> samples) {
        return samples.values().stream().mapToInt(List::size).sum();
    }

    // A plan writes nothing, so what a write costs is told by finding the documents again.
    private void probe(List<DocumentChange> changes, TenantCollection collection) {
        List<Object> ids = changes.stream().limit(PROBED).map(DocumentChange::id).toList();
        long start = System.nanoTime();
        var _ = collection.find(new Document("_id", new Document("$in", ids)));
        synchronized (this) {
            probed += ids.size();
            probeNanos += System.nanoTime() - start;
        }
    }

    private static Sample sample(CompanyId company, DocumentChange change) {
        return new Sample(
                company.value(),
                String.valueOf(change.id()),
                change.fields().stream().map(Samples::field).toList());
    }

    private static Field field(FieldChange field) {
        return new Field(
                field.path(),
                field.wasAbsent() ? "absent" : Shape.of(field.before()),
                field.isAbsent() ? "absent" : Shape.of(field.after()));
    }

    /** Documents that could not be changed. */
    public synchronized void failed(List<FailedDocument> documents) {
        documents.forEach(one -> failures.merge(one.code().name(), 1L, Long::sum));
    }

    /** That changes of a company were not compared with each other beyond so many values. */
    public synchronized void forgets(String field, int remembered) {
        forgotten.merge(field, remembered, Math::min);
    }

    /** What the plan could not find out, in sentences. */
    public synchronized List<String> notes() {
        return forgotten.entrySet().stream()
                .map(
                        entry ->
                                "A company has more than %,d new values of %s: whether two documents would get the same one was looked at among the first %,d alone. A run finds the others; with a larger heap the plan does."
                                        .formatted(
                                                entry.getValue(), entry.getKey(), entry.getValue()))
                .toList();
    }

    /** How many documents would fail, by code. */
    public synchronized Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    /** Those that are shown, by company. */
    public synchronized List<Sample> shown() {
        return kept.values().stream().flatMap(List::stream).limit(SHOWN).toList();
    }

    /**
     * How long so many documents take one worker: as long as reading and transforming took here,
     * and for the change and what is kept of it as long as finding a document by its id, four
     * times.
     */
    public synchronized long estimateMs(long toChange) {
        double read = documents == 0 ? 0 : (double) nanos / documents;
        double write = probed == 0 ? 0 : (double) probeNanos / probed;
        return Math.round(toChange * (read + WRITE_IN_FINDS * write) / 1e6);
    }
}
