package dev.nightshift.alerts.store;

import org.bson.Document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How many alerts of which code and company a group counts, as its record keeps it. Nobody is told
 * of companies that are not theirs, so each contact sees a part of it. Used by one thread.
 */
public final class Members {
    private static final String CODES = "codes";

    private final Map<String, Map<String, Integer>> byCode;

    /** Of a group that counts none yet. */
    public Members() {
        this(new LinkedHashMap<>());
    }

    private Members(Map<String, Map<String, Integer>> byCode) {
        this.byCode = byCode;
    }

    /** Of a group's record. What older ones counted without a company has the company "". */
    public static Members of(Document group) {
        Map<String, Map<String, Integer>> byCode = new LinkedHashMap<>();
        for (Document code : group.getList(CODES, Document.class, List.of())) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            Document companies = code.get("companies", new Document());
            int rest = code.getInteger("count", 0);
            for (String company : companies.keySet()) {
                counts.put(company, companies.getInteger(company));
                rest -= companies.getInteger(company);
            }
            if (rest > 0) {
                counts.put("", rest);
            }
            byCode.put(code.getString("code"), counts);
        }
        return new Members(byCode);
    }

    /** Counts one more. */
    public void add(String company, String code) {
        byCode.computeIfAbsent(code, any -> new LinkedHashMap<>()).merge(company, 1, Integer::sum);
    }

    /** The part of these companies; what was counted without its company is asked for as "". */
    public Members of(Predicate<String> companies) {
        Map<String, Map<String, Integer>> theirs = new LinkedHashMap<>();
        byCode.forEach(
                (code, counts) -> {
                    Map<String, Integer> some = new LinkedHashMap<>(counts);
                    some.keySet().removeIf(companies.negate());
                    if (!some.isEmpty()) {
                        theirs.put(code, some);
                    }
                });
        return new Members(theirs);
    }

    /** Alerts, all together. */
    public int count() {
        return codes().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Alerts by code. */
    public Map<String, Integer> codes() {
        Map<String, Integer> codes = new LinkedHashMap<>();
        byCode.forEach(
                (code, counts) ->
                        codes.put(code, counts.values().stream().mapToInt(one -> one).sum()));
        return codes;
    }

    /** Companies that are known to be counted. */
    public List<String> companies() {
        Set<String> companies = new LinkedHashSet<>();
        byCode.values().forEach(counts -> companies.addAll(counts.keySet()));
        companies.remove("");
        return List.copyOf(companies);
    }

    /** Writes it into the group's record. */
    public void into(Document group) {
        Set<String> companies =
                new LinkedHashSet<>(group.getList("companies", String.class, List.of()));
        companies.addAll(companies());
        List<Document> codes = new ArrayList<>();
        byCode.forEach(
                (code, counts) -> {
                    Document known = new Document(counts);
                    known.remove("");
                    codes.add(
                            new Document("code", code)
                                    .append("count", codes().get(code))
                                    .append("companies", known));
                });
        group.append("companies", List.copyOf(companies))
                .append("members", count())
                .append(CODES, codes);
    }
}
