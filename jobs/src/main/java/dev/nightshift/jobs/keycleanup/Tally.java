package dev.nightshift.jobs.keycleanup;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found so far, by company and space, all attempts together. Companies that are gone are
 * one. Used by one thread.
 */
final class Tally {
    /** Stands for all companies that are gone; no company has such an id. */
    static final String GONE = "(gone)";

    private static final String POSITION = "keys.counts";

    /** Distinct keys, distinct expired ones, and removed ones. */
    static final class Counts {
        private long keys;
        private long expired;
        private long removed;

        void add(long moreKeys, long moreExpired, long moreRemoved) {
            keys += moreKeys;
            expired += moreExpired;
            removed += moreRemoved;
        }

        /** Some were removed in a later pass than they were found in. */
        void removed(long more) {
            removed += more;
            expired = Math.max(expired, removed);
            keys = Math.max(keys, expired);
        }

        /** Forgets those that are there, as they are counted anew. */
        void settle() {
            keys = removed;
            expired = removed;
        }

        /** None of those that were expired is there any more. */
        void allRemoved() {
            removed = expired;
        }

        long keys() {
            return keys;
        }

        long expired() {
            return expired;
        }

        long removed() {
            return removed;
        }

        /** Expired keys that are there still. */
        long left() {
            return Math.max(0, expired - removed);
        }
    }

    private final List<String> spaces;
    private final Map<String, List<Counts>> byCompany = new LinkedHashMap<>();

    Tally(List<String> spaces) {
        this.spaces = spaces;
    }

    Counts of(String company, String space) {
        List<Counts> row = byCompany.get(company);
        if (row == null) {
            row = spaces.stream().map(name -> new Counts()).toList();
            byCompany.put(company, row);
        }
        return row.get(spaces.indexOf(space));
    }

    /** The companies, none of them gone, that have keys in a space. */
    Set<String> companies(String space) {
        int at = spaces.indexOf(space);
        return byCompany.entrySet().stream()
                .filter(row -> !row.getKey().equals(GONE) && row.getValue().get(at).keys > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The companies, none of them gone, that have keys in any space. */
    Set<String> companies() {
        return spaces.stream()
                .flatMap(space -> companies(space).stream())
                .collect(Collectors.toSet());
    }

    /** Begins anew with some spaces; only what was removed stays counted: it does not come back. */
    void settle(Collection<String> some) {
        for (String space : some) {
            int at = spaces.indexOf(space);
            byCompany.values().forEach(row -> row.get(at).settle());
        }
    }

    /** Everybody's, added up. */
    Map<String, Long> totals() {
        Counts all = sum(byCompany.values());
        Counts gone = sum(List.of(byCompany.getOrDefault(GONE, List.of())));
        Map<String, Long> totals = new LinkedHashMap<>();
        totals.put("keys", all.keys);
        totals.put("expired", all.expired);
        totals.put("removed", all.removed);
        totals.put("orphans", gone.expired);
        for (String space : spaces) {
            Counts orphans = of(GONE, space);
            if (orphans.keys > 0) {
                totals.put("orphans." + space, orphans.expired);
                totals.put("orphansRemoved." + space, orphans.removed);
            }
        }
        return totals;
    }

    private static Counts sum(Collection<List<Counts>> rows) {
        Counts sum = new Counts();
        for (List<Counts> row : rows) {
            for (Counts one : row) {
                sum.add(one.keys, one.expired, one.removed);
            }
        }
        return sum;
    }

    /** One line a company: its id, then for each space that has keys its name and three counts. */
    void store(ExecutionContext position) {
        StringBuilder text = new StringBuilder();
        byCompany.forEach(
                (company, row) -> {
                    text.append(company);
                    for (int i = 0; i < row.size(); i++) {
                        Counts one = row.get(i);
                        if (one.keys + one.expired + one.removed > 0) {
                            text.append(' ').append(spaces.get(i));
                            text.append(' ').append(one.keys);
                            text.append(' ').append(one.expired).append(' ').append(one.removed);
                        }
                    }
                    text.append('\n');
                });
        position.putString(POSITION, text.toString());
    }

    void restore(ExecutionContext position) {
        for (String line : position.getString(POSITION, "").lines().toList()) {
            List<String> words = Arrays.asList(line.split(" "));
            for (int i = 1; i + 3 < words.size(); i += 4) {
                if (!spaces.contains(words.get(i))) {
                    continue;
                }
                of(words.getFirst(), words.get(i))
                        .add(
                                Long.parseLong(words.get(i + 1)),
                                Long.parseLong(words.get(i + 2)),
                                Long.parseLong(words.get(i + 3)));
            }
        }
    }
}
