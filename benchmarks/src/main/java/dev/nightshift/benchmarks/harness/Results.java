package dev.nightshift.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measured values by name, and goals judged on their medians. Not thread-safe. */
public final class Results {
    /** Whether more or less is better. */
    public enum Sense {
        AT_LEAST,
        AT_MOST
    }

    /** A ratio of two medians beside what it should be. */
    public record Goal(String name, double ratio, Sense sense, double goal) {
        public boolean met() {
            return sense == Sense.AT_LEAST ? ratio >= goal : ratio <= goal;
        }
    }

    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Adds one run's value, said on standard error too. */
    public void add(String name, double value) {
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        System.err.printf(Locale.ROOT, "  %-42s %,12.1f%n", name, value);
    }

    /** A remark under the figures. */
    public void note(String note) {
        notes.add(note);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The median of the values of that name. */
    public double median(String name) {
        List<Double> sorted = values.getOrDefault(name, List.of()).stream().sorted().toList();
        int size = sorted.size();
        if (size == 0) {
            throw new IllegalStateException("Nothing was measured as " + name);
        }
        return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    }

    /** Judges {@code median(numerator) / median(denominator)}. */
    public void judge(String name, String numerator, String denominator, Sense sense, double goal) {
        goals.add(new Goal(name, median(numerator) / median(denominator), sense, goal));
    }

    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("| goal | ratio | wanted | met |\n|---|---:|---:|---|\n");
        for (Goal goal : goals) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.2f | %s %.2f | %s |%n",
                            goal.name(),
                            goal.ratio(),
                            goal.sense() == Sense.AT_LEAST ? "≥" : "≤",
                            goal.goal(),
                            goal.met() ? "yes" : "**no**"));
        }
        text.append("\n| measured | median | least | most | runs |\n|---|---:|---:|---:|---:|\n");
        values.forEach(
                (name, of) ->
                        text.append(
                                String.format(
                                        Locale.ROOT,
                                        "| %s | %,.0f | %,.0f | %,.0f | %d |%n",
                                        name,
                                        median(name),
                                        of.stream().mapToDouble(d -> d).min().orElseThrow(),
                                        of.stream().mapToDouble(d -> d).max().orElseThrow(),
                                        of.size())));
        notes.forEach(note -> text.append("\n").append(note).append("\n"));
        return text.toString();
    }

    /** The same as a tree for JSON. */
    public Map<String, Object> tree() {
        List<Map<String, Object>> judged = new ArrayList<>();
        for (Goal goal : goals) {
            judged.add(
                    Map.of(
                            "name", goal.name(),
                            "ratio", goal.ratio(),
                            "sense", goal.sense().name(),
                            "goal", goal.goal(),
                            "met", goal.met()));
        }
        return Map.of("goals", judged, "values", values, "notes", notes);
    }
}
