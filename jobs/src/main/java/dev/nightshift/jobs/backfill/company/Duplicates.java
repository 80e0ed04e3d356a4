package dev.nightshift.jobs.backfill.company;

import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.platform.mongo.DocumentStream;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.index.IndexPlan;

import org.bson.Document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A company's documents that share a key which is to be unique. Keys are compared by a hash of
 * eight bytes first, so that a million of them take eight megabytes, and those that may be equal by
 * value.
 *
 * @param seen documents that have the key
 * @param documents all of each group but its first
 */
record Duplicates(long seen, List<FailedDocument> documents) {
    private static final int BATCH = 5_000;

    static Duplicates of(TenantCollection collection, IndexPlan index) {
        List<String> fields =
                index.fields().keySet().stream().filter(f -> !f.equals("companyId")).toList();
        Document filter = new Document();
        index.present().ifPresent(field -> filter.append(field, new Document("$exists", true)));
        Document projection = new Document();
        fields.forEach(field -> projection.append(field, 1));
        Set<Long> suspects = new HashSet<>();
        long[] hashes = new long[1_024];
        int count = 0;
        try (DocumentStream stream = collection.stream(filter, projection, new Document(), BATCH)) {
            while (stream.hasNext()) {
                if (count == hashes.length) {
                    hashes = Arrays.copyOf(hashes, count * 2);
                }
                hashes[count++] = hash(key(stream.next(), fields));
            }
        }
        Arrays.sort(hashes, 0, count);
        for (int i = 1; i < count; i++) {
            if (hashes[i] == hashes[i - 1]) {
                suspects.add(hashes[i]);
            }
        }
        return new Duplicates(
                count,
                suspects.isEmpty()
                        ? List.of()
                        : named(collection, filter, projection, fields, suspects));
    }

    private static List<FailedDocument> named(
            TenantCollection collection,
            Document filter,
            Document projection,
            List<String> fields,
            Set<Long> suspects) {
        Map<List<Object>, Object> first = new HashMap<>();
        List<FailedDocument> found = new ArrayList<>();
        try (DocumentStream stream =
                collection.stream(filter, projection, new Document("_id", 1), BATCH)) {
            while (stream.hasNext()) {
                Document document = stream.next();
                List<Object> key = key(document, fields);
                if (!suspects.contains(hash(key))) {
                    continue;
                }
                Object other = first.putIfAbsent(key, document.get("_id"));
                if (other != null) {
                    found.add(
                            new FailedDocument(
                                    String.valueOf(document.get("_id")),
                                    FailedDocument.Code.DUPLICATE_KEY,
                                    "has the %s of %s"
                                            .formatted(String.join(", ", fields), other)));
                }
            }
        }
        return found;
    }

    private static List<Object> key(Document document, List<String> fields) {
        List<Object> key = new ArrayList<>(fields.size());
        for (String field : fields) {
            key.add(document.get(field));
        }
        return key;
    }

    private static long hash(List<Object> key) {
        long hash = 0xcbf29ce484222325L;
        String text = key.toString();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
