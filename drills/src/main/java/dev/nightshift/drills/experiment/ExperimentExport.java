package dev.nightshift.drills.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An experiment in the JSON of the Chaos Toolkit, which validates it. Its providers are ours, so
 * each activity carries {@code false}, a process that fails: whoever runs the export elsewhere sees
 * the hypothesis fail before anything is done. Deterministic.
 */
public final class ExperimentExport {
    private ExperimentExport() {}

    /** The experiment as maps and lists. */
    public static Map<String, Object> of(Experiment experiment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", "1.0.0");
        json.put("title", experiment.title());
        json.put("description", experiment.description());
        json.put("tags", experiment.tags());
        json.put(
                "steady-state-hypothesis",
                ordered(
                        "title",
                        experiment.hypothesis().title(),
                        "probes",
                        experiment.hypothesis().probes().stream()
                                .map(ExperimentExport::activity)
                                .toList()));
        json.put("method", experiment.method().stream().map(ExperimentExport::activity).toList());
        json.put(
                "rollbacks",
                experiment.rollbacks().stream().map(ExperimentExport::activity).toList());
        json.put("extensions", List.of(terms(experiment)));
        return json;
    }

    /** A step as an activity. */
    public static Map<String, Object> activity(Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", step instanceof Probe ? "probe" : "action");
        json.put("name", step.name());
        Map<String, Object> own = new LinkedHashMap<>();
        switch (step) {
            case Probe probe -> {
                own.put("probe", probe.measure().word());
                own.put("within", probe.within().toString());
                json.put("tolerance", probe.tolerance().exported(probe.measure()));
            }
            case Step.Inject inject -> {
                own.put("fault", inject.fault());
                own.put("arguments", new java.util.TreeMap<>(inject.arguments()));
                pauses(json, inject.pauses());
            }
            case Step.Act act -> {
                own.put("action", act.kind().word());
                own.put("of", act.of());
                pauses(json, act.pauses());
            }
        }
        Map<String, Object> provider = new LinkedHashMap<>();
        provider.put("type", "process");
        provider.put("path", "false");
        provider.put("x-nightshift", own);
        json.put("provider", provider);
        return json;
    }

    private static void pauses(Map<String, Object> json, Step.Pauses pauses) {
        json.put(
                "pauses",
                ordered(
                        "before", pauses.before().toMillis() / 1000.0,
                        "after", pauses.after().toMillis() / 1000.0));
    }

    private static Map<String, Object> terms(Experiment experiment) {
        Terms terms = experiment.terms();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", "nightshift");
        json.put("experiment", experiment.name());
        json.put("sha256", experiment.sha256());
        json.put("rto", terms.rto().toString());
        json.put("rpo", terms.rpo().toString());
        json.put("blastRadius", ordered("stores", terms.stores(), "companies", terms.companies()));
        json.put(
                "stopConditions",
                terms.stopConditions().stream().map(StopCondition::told).toList());
        json.put("labOnly", experiment.labOnly().stream().sorted().toList());
        json.put("lease", terms.lease().toString());
        json.put("cachePurge", terms.cachePurge());
        json.put(
                "errorBudget",
                ordered(
                        "objective", terms.objective(),
                        "window", terms.budgetWindow().toString()));
        json.put("interval", terms.interval().toString());
        json.put("alerts", terms.alerts());
        json.put("owner", terms.owner());
        json.put("remediationOwner", terms.remediationOwner());
        json.put("signOff", terms.signOff());
        json.put("controls", terms.controls());
        return json;
    }

    private static Map<String, Object> ordered(
            String one, Object first, String two, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(one, first);
        map.put(two, second);
        return map;
    }
}
