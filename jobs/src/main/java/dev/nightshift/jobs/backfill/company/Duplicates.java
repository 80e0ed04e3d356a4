package dev.nightshift.jobs.backfill.company;

import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.mongo.operation.DocumentPage;
import dev.nightshift.readers.mongo.KeysetPages;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for a company's documents that share a key which is to be unique. Keys are compared by a
 * hash of eight bytes first, and those that may be equal by value. More keys than there is room for
 * are looked at a part at a time, and the documents read again for each part; so memory does not
 * grow with the company. Used by one thread.
 */
final class Duplicates {
    private static final int PAGE = 5_000;

    /** So many shared keys are compared by value; of more, the hash is taken at its word. */
    private static final int COMPARED = 50_000;

    private final KeysetPages pages;
    private final List<String> fields;
    private final Reads reads;
    private final int room;
    private final Hashes shared = new Hashes(COMPARED);
    private long notCompared;

    /**
     * What was found.
     *
     * @param seen documents that have the key
     * @param count all of each group but its first
     * @param first some of these
     */
    record Found(long seen, long count, List<FailedDocument> first) {}

    /** Told of each document that has the key. */
    private interface Visitor {
        void visit(@Nullable Object id, List<@Nullable Object> key);
    }

    /**
     * @param room how many keys are held at a time
     */
    Duplicates(TenantCollection collection, IndexPlan index, Reads reads, int room) {
        this.fields = index.fields().keySet().stream().filter(f -> !f.equals("companyId")).toList();
        Document filter = new Document();
        index.present().ifPresent(field -> filter.append(field, new Document("$exists", true)));
        Document projection = new Document();
        fields.forEach(field -> projection.append(field, 1));
        this.pages = new KeysetPages(collection, filter, projection);
        this.reads = reads;
        this.room = room;
    }

    Found find() throws JobInterruptedException, InterruptedException {
        long expected = reads.read(pages::count);
        long parts = Math.max(1, (expected + room - 1) / room);
        long[] seen = {0};
        for (long part = 0; part < parts; part++) {
            long own = part;
            Keys keys = new Keys((int) (expected / parts));
            seen[0] = 0;
            visit(
                    (id, key) -> {
                        seen[0]++;
                        long hash = Hashes.of(key);
                        if (Long.remainderUnsigned(hash, parts) == own) {
                            keys.add(hash);
                        }
                    });
            keys.join();
        }
        return compared(seen[0]);
    }

    private Found compared(long seen) throws JobInterruptedException, InterruptedException {
        List<FailedDocument> named = new ArrayList<>();
        long[] count = {notCompared};
        if (!shared.isEmpty()) {
            Map<List<@Nullable Object>, Object> first = new HashMap<>();
            visit(
                    (id, key) -> {
                        if (!shared.contains(Hashes.of(key))) {
                            return;
                        }
                        Object other = first.putIfAbsent(key, String.valueOf(id));
                        if (other != null) {
                            count[0]++;
                            if (named.size() < CompanyRecord.NAMED) {
                                named.add(duplicate(id, other));
                            }
                        }
                    });
        }
        return new Found(seen, count[0], List.copyOf(named));
    }

    private FailedDocument duplicate(@Nullable Object id, Object other) {
        return new FailedDocument(
                String.valueOf(id),
                FailedDocument.Code.DUPLICATE_KEY,
                "has the %s of %s".formatted(String.join(", ", fields), other));
    }

    private void visit(Visitor visitor) throws JobInterruptedException, InterruptedException {
        Object last = null;
        while (true) {
            Object behind = last;
            DocumentPage page = reads.read(() -> pages.after(behind, PAGE));
            for (Document document : page.documents()) {
                visitor.visit(document.get("_id"), key(document));
            }
            if (page.last()) {
                return;
            }
            last = page.documents().getLast().get("_id");
        }
    }

    // As the index will compare them: 1 and 1.0 are one key.
    private List<@Nullable Object> key(Document document) {
        List<@Nullable Object> key = new ArrayList<>(fields.size());
        for (String field : fields) {
            Object value = at(document, field);
            key.add(value instanceof Number number ? (Object) number.doubleValue() : value);
        }
        return key;
    }

    private static @Nullable Object at(Document document, String path) {
        Object value = document;
        for (String name : path.split("\\.", -1)) {
            value = value instanceof Document inner ? inner.get(name) : null;
        }
        return value;
    }

    /** The hashes of one part; those that come again are taken out, and remembered as shared. */
    private final class Keys {
        private long[] hashes;
        private int size;

        Keys(int expected) {
            this.hashes = new long[expected + expected / 16 + 64];
        }

        void add(long hash) {
            if (size == hashes.length) {
                join();
                if (size > hashes.length / 8 * 7) {
                    hashes = Arrays.copyOf(hashes, size + size / 2);
                }
            }
            hashes[size++] = hash;
        }

        void join() {
            Arrays.sort(hashes, 0, size);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (kept > 0 && hashes[i] == hashes[kept - 1]) {
                    if (!shared.contains(hashes[i]) && !shared.add(hashes[i])) {
                        notCompared++;
                    }
                } else {
                    hashes[kept++] = hashes[i];
                }
            }
            size = kept;
        }
    }
}
