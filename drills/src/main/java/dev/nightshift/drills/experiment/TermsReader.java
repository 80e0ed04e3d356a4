package dev.nightshift.drills.experiment;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what the Chaos Toolkit has no words for, or refuses it with what was expected. */
final class TermsReader {
    private static final List<String> TERMS =
            List.of(
                    "rto",
                    "rpo",
                    "blast-radius",
                    "stop-conditions",
                    "lease",
                    "cache-purge",
                    "error-budget",
                    "interval",
                    "alerts",
                    "owner",
                    "remediation-owner",
                    "sign-off",
                    "controls");

    private TermsReader() {}

    static Terms terms(ExperimentText.Part part) {
        Map<String, ExperimentText.Part> parts = part.entries(TERMS);
        ExperimentText.Part radius = part.required(parts, "blast-radius");
        Map<String, ExperimentText.Part> hurt = radius.entries(List.of("stores", "companies"));
        ExperimentText.Part companies = radius.required(hurt, "companies");
        double most = companies.number("how many companies at most");
        if (most < 1 || most > 100 || most != Math.rint(most)) {
            throw companies.bad("1 to 100 companies are expected");
        }
        ExperimentText.Part budget = part.required(parts, "error-budget");
        Map<String, ExperimentText.Part> allowed = budget.entries(List.of("objective", "window"));
        ExperimentText.Part objective = budget.required(allowed, "objective");
        double percent = objective.number("a percentage");
        if (percent <= 0 || percent >= 100) {
            throw objective.bad("a percentage between 0 and 100 is expected");
        }
        ExperimentText.Part stores = radius.required(hurt, "stores");
        for (String store : stores.texts("redis, mongodb")) {
            if (!store.equals("redis") && !store.equals("mongodb")) {
                throw stores.bad("'%s' is neither redis nor mongodb".formatted(store));
            }
        }
        Duration lease = part.required(parts, "lease").duration();
        if (lease.isZero()) {
            throw part.required(parts, "lease").bad("a duration above 0 is expected");
        }
        return new Terms(
                part.required(parts, "rto").duration(),
                part.required(parts, "rpo").duration(),
                stores.texts("stores"),
                (int) most,
                stopConditions(part.required(parts, "stop-conditions")),
                lease,
                part.required(parts, "cache-purge").yes(),
                percent,
                budget.required(allowed, "window").duration(),
                parts.containsKey("interval")
                        ? part.required(parts, "interval").period()
                        : Period.ofMonths(3),
                codes(parts, "alerts"),
                part.required(parts, "owner").text("a name"),
                part.required(parts, "remediation-owner").text("a name"),
                part.required(parts, "sign-off").texts("roles"),
                controls(part.required(parts, "controls")));
    }

    private static List<String> controls(ExperimentText.Part part) {
        List<String> labels = part.texts("points of standards");
        for (String label : labels) {
            if (Control.byLabel(label).isEmpty()) {
                throw part.bad(
                        "'%s' is none of %s".formatted(label, String.join(", ", Control.labels())));
            }
        }
        return labels;
    }

    private static List<String> codes(Map<String, ExperimentText.Part> parts, String key) {
        ExperimentText.Part part = parts.get(key);
        if (part == null) {
            return List.of();
        }
        List<String> codes = part.texts("alert codes");
        if (codes.stream().anyMatch(code -> !code.matches("[A-Z0-9_]{3,120}"))) {
            throw part.bad("codes of alerts like NIGHTSHIFT_ALERTS_DEPENDENCY_REDIS are expected");
        }
        return codes;
    }

    private static List<StopCondition> stopConditions(ExperimentText.Part part) {
        List<StopCondition> conditions = new ArrayList<>();
        for (ExperimentText.Part item : part.items("stop conditions")) {
            Map<String, ExperimentText.Part> parts = item.entries(List.of("probe", "above", "for"));
            ExperimentText.Part word = item.required(parts, "probe");
            Measure measure =
                    Measure.byWord(word.text("a probe"))
                            .filter(known -> !known.isCountedAtTheEnd())
                            .orElseThrow(
                                    () ->
                                            word.bad(
                                                    "a probe that is measured all the time is"
                                                            + " expected"));
            conditions.add(
                    new StopCondition(
                            measure,
                            item.required(parts, "above").number("a number"),
                            ExperimentReader.duration(parts, "for", Duration.ZERO)));
        }
        return conditions;
    }
}
