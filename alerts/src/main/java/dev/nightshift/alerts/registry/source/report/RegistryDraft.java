package dev.nightshift.alerts.registry.source.report;

import dev.nightshift.alerts.registry.Tab;
import dev.nightshift.alerts.registry.TabMatrix;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A file of the emit registry, made from what a scan found: a beginning for whoever owns the code.
 * Owners and features are left blank, which the registry's checks say.
 *
 * @param tab the tab of most entries
 * @param entries by id; codes that are known only when the code runs are in none
 */
public record RegistryDraft(String tab, List<Entry> entries) {
    private static final String IMPORTANT_EVENT = "important_event";
    private static final List<String> SEVERITIES = List.of("INFO", "WARNING", "CRITICAL");

    /** One entry, in the words of the registry's JSON. */
    public record Entry(
            String id,
            String tab,
            String module,
            String feature,
            List<String> locations,
            List<String> errorCodes,
            @Nullable String heartbeatCode,
            Map<String, Object> severityPolicy,
            String owner,
            String notes,
            boolean deprecated) {}

    /**
     * The draft of what a scan found.
     *
     * @param matrix the tabs that codes may begin with
     */
    public static RegistryDraft of(SourceReport report, TabMatrix matrix) {
        Map<String, String> tabs = new TreeMap<>();
        for (Tab tab : matrix.tabs()) {
            tabs.put(tab.key(), tab.key());
            tabs.put(tab.codePrefix(), tab.key());
        }
        Map<String, Gathered> byId = new TreeMap<>();
        for (EmitSite site : report.emits()) {
            for (String code : site.codes()) {
                if (!code.contains("*") && !code.isBlank()) {
                    Parts parts = Parts.of(code, tabs);
                    byId.computeIfAbsent(parts.id(), id -> new Gathered(parts)).add(code, site);
                }
            }
        }
        List<Entry> entries = byId.values().stream().map(Gathered::entry).toList();
        return new RegistryDraft(mostFrequentTab(entries), entries);
    }

    private static String mostFrequentTab(List<Entry> entries) {
        Map<String, Integer> counts = new TreeMap<>();
        entries.forEach(entry -> counts.merge(entry.tab(), 1, Integer::sum));
        Optional<String> most =
                counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        return most.orElse("UNKNOWN");
    }

    private record Parts(String tab, String module, String action) {
        static Parts of(String code, Map<String, String> tabs) {
            String bare = code.startsWith("SLO_") ? code.substring(4) : code;
            String beginning =
                    tabs.keySet().stream()
                            .filter(tab -> bare.startsWith(tab + "_"))
                            .max(Comparator.comparingInt(String::length))
                            .orElse(bare.split("_", -1)[0]);
            String rest = bare.substring(Math.min(bare.length(), beginning.length() + 1));
            String[] words = rest.split("_", -1);
            String tab = tabs.getOrDefault(beginning, beginning);
            String module = words[0].isEmpty() ? "GENERAL" : words[0];
            return new Parts(tab, module, words.length > 1 ? words[1] : "RUN");
        }

        String id() {
            return tab + "." + module + "." + action;
        }
    }

    /** What is known of one entry so far. */
    private static final class Gathered {
        final Parts parts;
        final Set<String> locations = new LinkedHashSet<>();
        final Set<String> errors = new TreeSet<>();
        final Set<String> heartbeats = new TreeSet<>();
        final Map<String, Set<String>> severities = new TreeMap<>();

        Gathered(Parts parts) {
            this.parts = parts;
        }

        void add(String code, EmitSite site) {
            locations.add(site.place().toString());
            (site.eventTypes().contains(IMPORTANT_EVENT) ? heartbeats : errors).add(code);
            severities.computeIfAbsent(code, c -> new TreeSet<>()).addAll(site.severities());
        }

        Entry entry() {
            List<String> notes = new ArrayList<>();
            Map<String, String> byCode = new TreeMap<>();
            for (String code : errors) {
                Set<String> seen = severities.getOrDefault(code, Set.of());
                byCode.put(code, worst(seen).orElse("WARNING"));
                if (seen.isEmpty()) {
                    notes.add(code + " names no severity.");
                } else if (seen.size() > 1) {
                    notes.add(code + " is raised as " + String.join(" and ", seen) + ".");
                }
            }
            String first = heartbeats.isEmpty() ? null : heartbeats.iterator().next();
            if (heartbeats.size() > 1) {
                notes.add("Further signs of life: " + String.join(", ", heartbeats) + ".");
            }
            return new Entry(
                    parts.id(),
                    parts.tab(),
                    parts.module(),
                    "",
                    List.copyOf(locations),
                    List.copyOf(errors),
                    first,
                    policy(byCode),
                    "",
                    String.join(" ", notes),
                    false);
        }

        private static Map<String, Object> policy(Map<String, String> byCode) {
            String usual = worst(byCode.values()).orElse("INFO");
            Map<String, Object> policy = new LinkedHashMap<>();
            policy.put("default", usual);
            byCode.values().removeIf(usual::equals);
            if (!byCode.isEmpty()) {
                policy.put("codes", byCode);
            }
            return policy;
        }

        private static Optional<String> worst(Collection<String> seen) {
            return seen.stream()
                    .filter(SEVERITIES::contains)
                    .max(Comparator.comparingInt(SEVERITIES::indexOf));
        }
    }
}
