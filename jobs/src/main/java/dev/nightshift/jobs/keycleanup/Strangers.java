package dev.nightshift.jobs.keycleanup;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Unknown companies that keys were seen of, by space, all attempts together. It keeps as many as
 * decide whether most are unknown, and no more. Used by one thread.
 */
final class Strangers {
    private static final String POSITION = "keys.strangers";
    private static final int MORE = 10_000;

    private final int most;
    private final Map<String, Set<String>> bySpace = new LinkedHashMap<>();

    /**
     * None so far.
     *
     * @param companies how many are known
     */
    Strangers(int companies) {
        this.most = companies + MORE;
    }

    void add(String space, String company) {
        Set<String> seen = bySpace.computeIfAbsent(space, any -> new HashSet<>());
        if (seen.size() < most) {
            seen.add(company);
        }
    }

    Set<String> in(String space) {
        return bySpace.getOrDefault(space, Set.of());
    }

    void clear() {
        bySpace.clear();
    }

    /** One line a space: its name and the companies. */
    void store(ExecutionContext position) {
        StringBuilder text = new StringBuilder();
        bySpace.forEach(
                (space, seen) -> {
                    text.append(space);
                    seen.forEach(company -> text.append(' ').append(company));
                    text.append('\n');
                });
        position.putString(POSITION, text.toString());
    }

    void restore(ExecutionContext position) {
        for (String line : position.getString(POSITION, "").lines().toList()) {
            List<String> words = Arrays.asList(line.split(" "));
            words.stream().skip(1).forEach(company -> add(words.getFirst(), company));
        }
    }
}
