package dev.nightshift.jobs.sloprobe.plan;

import java.util.List;
import java.util.stream.Collectors;

/** Plans as somebody would write them: one SLO of the entry that saves notes. */
public final class SloPlanText {
    private static final String HEAD =
            """
            apiVersion: openslo/v1
            kind: SLO
            metadata:
              name: %1$s
              annotations:
                nightshift.dev/code: SLO_NOTES_EDITOR_SAVE_P95
            spec:
              service: notes
              indicator:
                metadata:
                  name: %1$s
                spec:
            """;

    private static final String TAIL =
            """
              timeWindow:
                - duration: 28d
                  isRolling: true
              budgetingMethod: Occurrences
              objectives:
            """;

    private SloPlanText() {}

    /**
     * 95 % of requests are answered in time.
     *
     * @param ms the budget
     * @param probe lines that say what is measured and how
     */
    public static String latency(String name, String ms, String... probe) {
        return HEAD.formatted(name)
                + """
                      thresholdMetric:
                        metricSource:
                          type: probe
                          spec:
                """
                + indented(12, List.of(probe))
                + TAIL
                + """
                    - displayName: budget
                      op: lte
                      value: %s
                      target: 0.95
                """
                        .formatted(ms);
    }

    /**
     * A share of requests is good.
     *
     * @param count what a good one is
     * @param objectives names and targets, as {@code budget: 0.99}
     * @param probe lines that say what is measured and how
     */
    public static String share(
            String name, String count, List<String> objectives, List<String> probe) {
        return HEAD.formatted(name)
                + """
                      ratioMetric:
                        counter: true
                        good:
                          metricSource:
                            type: probe
                            spec:
                """
                + indented(14, probe)
                + "              count: %s\n".formatted(count)
                + """
                        total:
                          metricSource:
                            type: probe
                            spec:
                """
                + indented(14, probe)
                + "              count: all\n"
                + TAIL
                + objectives.stream()
                        .map(objective -> objective.split(": ", -1))
                        .map(
                                objective ->
                                        "    - displayName: %s\n      target: %s\n"
                                                .formatted(objective[0], objective[1]))
                        .collect(Collectors.joining());
    }

    private static String indented(int spaces, List<String> lines) {
        return lines.stream()
                .map(line -> " ".repeat(spaces) + line + "\n")
                .collect(Collectors.joining());
    }
}
