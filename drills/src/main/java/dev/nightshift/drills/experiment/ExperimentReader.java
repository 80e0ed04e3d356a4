package dev.nightshift.drills.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One text becomes an experiment, or is refused with file, line and what was expected. */
final class ExperimentReader {
    private static final List<String> KEYS =
            List.of(
                    "version",
                    "title",
                    "description",
                    "tags",
                    "steady-state-hypothesis",
                    "method",
                    "rollbacks",
                    "x-nightshift");
    private static final String LAB_ONLY = "x-lab-only";

    private final Set<String> injected = new HashSet<>();
    private final Set<String> labOnly = new HashSet<>();

    /** The stores that faults hurt, each with the first fault that does. */
    private final Map<String, ExperimentText.Part> hurt = new LinkedHashMap<>();

    private ExperimentReader() {}

    static Experiment read(String name, String text, String file, String sha256) {
        return new ExperimentReader().experiment(name, text, file, sha256);
    }

    private Experiment experiment(String name, String text, String file, String sha256) {
        ExperimentText.Part root = new ExperimentText(file).root(text);
        Map<String, ExperimentText.Part> parts = root.entries(KEYS);
        ExperimentText.Part method = root.required(parts, "method");
        List<Step> steps = steps(method);
        if (injected.isEmpty()) {
            throw method.bad("at least one action with a fault is expected");
        }
        ExperimentText.Part rollbacks = parts.get("rollbacks");
        List<Step> undoing = rollbacks == null ? List.of() : rollbackSteps(rollbacks);
        ExperimentText.Part ours = root.required(parts, "x-nightshift");
        Terms terms = TermsReader.terms(ours);
        requireKept(terms, steps, undoing, ours);
        return new Experiment(
                name,
                root.required(parts, "title").text("a title"),
                root.required(parts, "description").text("a description"),
                parts.containsKey("tags") ? root.required(parts, "tags").texts("tags") : List.of(),
                hypothesis(root.required(parts, "steady-state-hypothesis")),
                steps,
                undoing,
                labOnly,
                terms,
                file,
                sha256);
    }

    /** What the terms promise is what the steps do. */
    private void requireKept(
            Terms terms, List<Step> method, List<Step> rollbacks, ExperimentText.Part ours) {
        hurt.forEach(
                (store, fault) -> {
                    if (!terms.stores().contains(store)) {
                        throw fault.bad(
                                "it hurts %s, which blast-radius.stores does not name"
                                        .formatted(store));
                    }
                });
        if (terms.cachePurge()
                && Stream.concat(method.stream(), rollbacks.stream())
                        .noneMatch(
                                step ->
                                        step instanceof Step.Act act
                                                && act.kind() == Step.Kind.PURGE_CACHES)) {
            throw ours.bad("cache-purge: true, but no step does it with action: purge-caches");
        }
    }

    private static Hypothesis hypothesis(ExperimentText.Part part) {
        Map<String, ExperimentText.Part> parts = part.entries(List.of("title", "probes"));
        List<Probe> probes = new ArrayList<>();
        ExperimentText.Part list = part.required(parts, "probes");
        for (ExperimentText.Part probe : list.items("probes")) {
            if (probe.entries(stepKeys()).containsKey(LAB_ONLY)) {
                throw probe.bad("the hypothesis holds everywhere; it has no " + LAB_ONLY);
            }
            probes.add(probe(probe));
        }
        if (probes.isEmpty()) {
            throw list.bad("at least one probe is expected");
        }
        return new Hypothesis(part.required(parts, "title").text("a title"), probes);
    }

    private List<Step> steps(ExperimentText.Part list) {
        List<Step> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ExperimentText.Part part : list.items("actions and probes")) {
            Step step = step(part);
            ExperimentText.Part only = part.entries(stepKeys()).get(LAB_ONLY);
            if (only != null && only.yes()) {
                labOnly.add(step.name());
            }
            if (!names.add(step.name())) {
                throw part.bad("the step '%s' is there already".formatted(step.name()));
            }
            steps.add(step);
        }
        return steps;
    }

    private List<Step> rollbackSteps(ExperimentText.Part list) {
        for (ExperimentText.Part part : list.items("actions and probes")) {
            if (part.entries(stepKeys()).containsKey(LAB_ONLY)) {
                throw part.bad("a rollback is done everywhere; it has no " + LAB_ONLY);
            }
        }
        List<Step> steps = steps(list);
        if (steps.stream().anyMatch(step -> !(step instanceof Step.Act))) {
            throw list.bad("rollbacks take faults back; they inject none and ask no probe");
        }
        return steps;
    }

    private Step step(ExperimentText.Part part) {
        ExperimentText.Part type = part.required(part.entries(stepKeys()), "type");
        return switch (type.text("action or probe")) {
            case "probe" -> probe(part);
            case "action" -> action(part);
            default -> throw type.bad("action or probe is expected");
        };
    }

    private static List<String> stepKeys() {
        return List.of("type", "name", "provider", "tolerance", "pauses", "x-within", LAB_ONLY);
    }

    private static Probe probe(ExperimentText.Part part) {
        Map<String, ExperimentText.Part> parts = part.entries(stepKeys());
        ExperimentText.Part provider = part.required(parts, "provider");
        Map<String, ExperimentText.Part> asked = provider(provider, List.of("type", "probe"));
        ExperimentText.Part word = provider.required(asked, "probe");
        String text = word.text("a probe");
        Measure measure =
                Measure.byWord(text)
                        .orElseThrow(
                                () ->
                                        word.bad(
                                                "'%s' is no probe; %s are"
                                                        .formatted(
                                                                text,
                                                                String.join(
                                                                        ", ", Measure.words()))));
        if (parts.containsKey("pauses")) {
            throw part.required(parts, "pauses").bad("a probe makes no pauses; use x-within");
        }
        return new Probe(
                name(part, parts),
                measure,
                tolerance(part.required(parts, "tolerance"), measure),
                parts.containsKey("x-within")
                        ? part.required(parts, "x-within").duration()
                        : Duration.ZERO);
    }

    private static Tolerance tolerance(ExperimentText.Part part, Measure measure) {
        if (measure.isYesOrNo()) {
            return Tolerance.exactly(part.yes() ? 1 : 0);
        }
        if (!part.isMapping()) {
            return Tolerance.exactly(part.number("a number, or type: range"));
        }
        Map<String, ExperimentText.Part> parts = part.entries(List.of("type", "range"));
        if (!part.required(parts, "type").text("range").equals("range")) {
            throw part.bad("type: range is expected");
        }
        ExperimentText.Part range = part.required(parts, "range");
        List<ExperimentText.Part> ends = range.items("two numbers");
        if (ends.size() != 2) {
            throw range.bad("two numbers are expected");
        }
        Tolerance tolerance =
                new Tolerance(
                        ends.getFirst().number("a number"), ends.getLast().number("a number"));
        if (tolerance.least() > tolerance.most()) {
            throw range.bad("the smaller number comes first");
        }
        return tolerance;
    }

    private Step action(ExperimentText.Part part) {
        Map<String, ExperimentText.Part> parts = part.entries(stepKeys());
        String name = name(part, parts);
        for (String probes : List.of("tolerance", "x-within")) {
            if (parts.containsKey(probes)) {
                throw part.required(parts, probes).bad("an action has no %s".formatted(probes));
            }
        }
        Step.Pauses pauses =
                parts.containsKey("pauses")
                        ? pauses(part.required(parts, "pauses"))
                        : Step.Pauses.NONE;
        ExperimentText.Part provider = part.required(parts, "provider");
        Map<String, ExperimentText.Part> asked =
                provider(provider, List.of("type", "fault", "action", "arguments"));
        if (asked.containsKey("fault") == asked.containsKey("action")) {
            throw provider.bad("either fault or action is expected");
        }
        return asked.containsKey("fault")
                ? inject(name, provider, asked, pauses)
                : act(name, provider, asked, pauses);
    }

    private Step inject(
            String name,
            ExperimentText.Part provider,
            Map<String, ExperimentText.Part> asked,
            Step.Pauses pauses) {
        ExperimentText.Part word = provider.required(asked, "fault");
        String text = word.text("a fault");
        FaultName fault =
                FaultName.byWord(text)
                        .orElseThrow(
                                () ->
                                        word.bad(
                                                "'%s' is no fault; %s are"
                                                        .formatted(
                                                                text,
                                                                String.join(
                                                                        ", ", FaultName.words()))));
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (asked.containsKey("arguments")) {
            provider.required(asked, "arguments")
                    .entries(List.of())
                    .forEach(
                            (key, value) -> {
                                if (!fault.arguments().contains(key)) {
                                    throw value.bad(
                                            "%s takes no '%s'; it takes: %s"
                                                    .formatted(
                                                            text,
                                                            key,
                                                            String.join(", ", fault.arguments())));
                                }
                                FaultName.expected(key, value.value())
                                        .ifPresent(
                                                expected -> {
                                                    throw value.bad(key + ": " + expected);
                                                });
                                arguments.put(key, value.value());
                            });
        }
        for (String required : fault.required()) {
            if (!arguments.containsKey(required)) {
                throw provider.bad("%s needs the argument '%s'".formatted(text, required));
            }
        }
        injected.add(name);
        hurt.putIfAbsent(fault.store(String.valueOf(arguments.get("target"))), provider);
        return new Step.Inject(name, text, arguments, pauses);
    }

    private Step act(
            String name,
            ExperimentText.Part provider,
            Map<String, ExperimentText.Part> asked,
            Step.Pauses pauses) {
        ExperimentText.Part word = provider.required(asked, "action");
        Step.Kind kind = null;
        for (Step.Kind known : Step.Kind.values()) {
            kind = known.word().equals(word.text("an action")) ? known : kind;
        }
        if (kind == null) {
            throw word.bad("heal, await-steady or purge-caches is expected");
        }
        List<String> takes =
                switch (kind) {
                    case HEAL -> List.of("of");
                    case AWAIT_STEADY -> List.of("within", "for");
                    case PURGE_CACHES -> List.of("none");
                };
        Map<String, ExperimentText.Part> arguments =
                asked.containsKey("arguments")
                        ? provider.required(asked, "arguments").entries(takes)
                        : Map.of();
        String of = arguments.containsKey("of") ? text(arguments, "of") : "";
        if (!of.isEmpty() && !injected.contains(of)) {
            throw word.bad("no step before this one injects '%s'".formatted(of));
        }
        return new Step.Act(
                name,
                kind,
                of,
                duration(arguments, "within", Duration.ofMinutes(1)),
                duration(arguments, "for", Duration.ofSeconds(2)),
                pauses);
    }

    private static Step.Pauses pauses(ExperimentText.Part part) {
        Map<String, ExperimentText.Part> parts = part.entries(List.of("before", "after"));
        return new Step.Pauses(
                duration(parts, "before", Duration.ZERO), duration(parts, "after", Duration.ZERO));
    }

    private static Map<String, ExperimentText.Part> provider(
            ExperimentText.Part part, List<String> keys) {
        Map<String, ExperimentText.Part> parts = part.entries(keys);
        ExperimentText.Part type = part.required(parts, "type");
        if (!type.text("nightshift").equals("nightshift")) {
            throw type.bad("type: nightshift is expected; no other provider is run");
        }
        return parts;
    }

    private static String name(ExperimentText.Part part, Map<String, ExperimentText.Part> parts) {
        ExperimentText.Part name = part.required(parts, "name");
        String text = name.text("a name");
        if (text.length() > 120) {
            throw name.bad("a name of at most 120 characters is expected");
        }
        return text;
    }

    static Duration duration(
            Map<String, ExperimentText.Part> parts, String key, Duration otherwise) {
        ExperimentText.Part part = parts.get(key);
        return part == null ? otherwise : part.duration();
    }

    private static String text(Map<String, ExperimentText.Part> parts, String key) {
        ExperimentText.Part part = parts.get(key);
        return part == null ? "" : part.text("a name");
    }
}
