package dev.nightshift.writers.mongo;

import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.merge.ImportStamp;
import dev.nightshift.writers.mongo.merge.MergeOptions;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Leads that are there and rows that come, with few enough keys that they meet all the time. */
record ImportCase(MergeOptions options, List<Document> before, List<List<LeadOffer>> batches) {
    private static final Instant LONG_AGO = Instant.parse("2024-01-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2025-03-04T05:06:07.089Z");

    static ImportCase random(long seed) {
        Random random = new Random(seed);
        int keys = 2 + random.nextInt(5);
        List<Document> before = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            if (random.nextInt(3) > 0) {
                before.add(lead(i, random));
            }
        }
        List<List<LeadOffer>> batches = new ArrayList<>();
        int size = 1 + random.nextInt(12);
        int line = 2;
        for (int batch = 0; batch < 1 + random.nextInt(4); batch++) {
            List<LeadOffer> rows = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                rows.add(row(line++, keys, random));
            }
            batches.add(rows);
        }
        return new ImportCase(
                new MergeOptions(
                        new ObjectId().toHexString(),
                        new ImportStamp(NOW),
                        "CSV Import",
                        random.nextBoolean()),
                before,
                batches);
    }

    private static Document lead(int number, Random random) {
        Document lead = new Document("_id", new ObjectId());
        boolean phone = random.nextInt(4) > 0;
        if (phone) {
            lead.append("phone", "p" + number);
        }
        if (!phone || random.nextInt(4) > 0) {
            lead.append("email", "e" + number);
        }
        if (random.nextBoolean()) {
            lead.append("firstName", "f0").append("lastName", "l0").append("name", "f0 l0");
        }
        if (random.nextBoolean()) {
            lead.append("householdSize", random.nextBoolean() ? 1L : 1.0);
        }
        if (random.nextBoolean()) {
            lead.append("vendorData", new Document("k", "v0").append("%24x", "v1"));
        }
        if (random.nextInt(5) > 0) {
            lead.append("updatedAt", Date.from(LONG_AGO));
        }
        return lead;
    }

    static LeadOffer row(int line, int keys, Random random) {
        Map<LeadField, Object> values = new EnumMap<>(LeadField.class);
        Set<LeadField> blanks = EnumSet.noneOf(LeadField.class);
        int which = random.nextInt(4);
        if (which != 0) {
            values.put(LeadField.PHONE, "p" + random.nextInt(keys));
        } else {
            blanks.add(LeadField.PHONE);
        }
        if (which != 1) {
            values.put(LeadField.EMAIL, "e" + random.nextInt(keys));
        }
        maybe(LeadField.FIRST_NAME, "f" + random.nextInt(2), values, blanks, random);
        maybe(LeadField.LAST_NAME, "l" + random.nextInt(2), values, blanks, random);
        Object size = random.nextBoolean() ? (Object) random.nextInt(2) : (Object) 1.0;
        maybe(LeadField.HOUSEHOLD_SIZE, size, values, blanks, random);
        List<String> conditions = random.nextBoolean() ? List.of("a", "b") : List.of("b", "a");
        maybe(LeadField.MEDICAL_CONDITIONS, conditions, values, blanks, random);
        maybe(LeadField.MILITARY, random.nextBoolean(), values, blanks, random);
        maybe(LeadField.SOURCE, "s" + random.nextInt(2), values, blanks, random);
        Map<String, String> vendorData = new LinkedHashMap<>();
        for (String column : List.of("k", "$x", "a.b")) {
            if (random.nextInt(4) == 0) {
                vendorData.put(column, "v" + random.nextInt(2));
            }
        }
        return new LeadOffer(line, values, vendorData, blanks);
    }

    private static void maybe(
            LeadField field,
            Object value,
            Map<LeadField, Object> values,
            Set<LeadField> blanks,
            Random random) {
        int which = random.nextInt(6);
        if (which < 2) {
            values.put(field, value);
        } else if (which == 2) {
            blanks.add(field);
        }
    }

    MemoryLeads store(long seed) {
        MemoryLeads store = new MemoryLeads(seed);
        before.forEach(lead -> store.leads.put(lead.getObjectId("_id"), MemoryLeads.copy(lead)));
        return store;
    }

    NaiveLeads model() {
        NaiveLeads model =
                new NaiveLeads(options.importId(), Date.from(NOW), options.clearOnBlank());
        before.forEach(lead -> model.leads.add(new java.util.HashMap<>(lead)));
        return model;
    }

    /** What the model says about each row, batch after batch. */
    List<String> expected(NaiveLeads model) {
        return batches.stream().flatMap(List::stream).map(model::apply).toList();
    }
}
