package dev.nightshift.jobs.sloprobe.plan;

import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;

import org.yaml.snakeyaml.nodes.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a file of SLOs in the form of OpenSLO v1 ({@code
 * https://github.com/OpenSLO/OpenSLO#specification}); what is ours is in annotations and in metric
 * sources of the type {@code probe}.
 */
final class PlanFile {
    private static final String CODE = "nightshift.dev/code";
    private static final String PLAN = "nightshift.dev/plan";
    private static final int LONGEST_WINDOW = 90;

    private final PlanText yaml;
    private final Registry registry;

    PlanFile(String file, Registry registry) {
        this.yaml = new PlanText(file);
        this.registry = registry;
    }

    List<Slo> read(String text) {
        List<Slo> slos = new ArrayList<>();
        for (Node document : yaml.documents(text)) {
            slos.add(slo(document));
        }
        return slos;
    }

    private Slo slo(Node document) {
        Map<String, Node> parts =
                yaml.known(document, "an SLO", List.of("apiVersion", "kind", "metadata", "spec"));
        yaml.exactly(yaml.required(parts, "apiVersion", document), "openslo/v1");
        yaml.exactly(yaml.required(parts, "kind", document), "SLO");
        Node metadata = yaml.required(parts, "metadata", document);
        Map<String, Node> meta =
                yaml.known(
                        metadata,
                        "metadata",
                        List.of("name", "displayName", "labels", "annotations"));
        String name = name(yaml.required(meta, "name", metadata));
        Node annotations = yaml.required(meta, "annotations", metadata);
        Map<String, Node> notes = yaml.any(annotations, "annotations");
        Node specification = yaml.required(parts, "spec", document);
        Map<String, Node> spec =
                yaml.known(
                        specification,
                        "spec",
                        List.of(
                                "description",
                                "service",
                                "indicator",
                                "timeWindow",
                                "budgetingMethod",
                                "objectives"));
        var _ = yaml.text(yaml.required(spec, "service", specification), "a service");
        yaml.exactly(yaml.required(spec, "budgetingMethod", specification), "Occurrences");
        Source source =
                new SourceReader(yaml).read(yaml.required(spec, "indicator", specification));
        Node list = yaml.required(spec, "objectives", specification);
        Objectives objectives = Objectives.read(yaml, list, source);
        return new Slo(
                name,
                meta.containsKey("displayName")
                        ? yaml.text(meta.get("displayName"), "a name")
                        : name,
                operation(yaml.required(notes, CODE, annotations)),
                source.probing(),
                source.indicator(),
                objectives.thresholdMs(),
                objectives.target(),
                objectives.levels(),
                window(yaml.required(spec, "timeWindow", specification)),
                fullOnly(notes),
                yaml.place(document));
    }

    private String name(Node node) {
        String name = yaml.text(node, "a name");
        if (!name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw yaml.bad(
                    node, "a name of lower-case letters, digits and '-', at most 63, is expected");
        }
        return name;
    }

    private SloOperation operation(Node node) {
        String code = yaml.text(node, "a code of the emit registry");
        if (!code.startsWith("SLO_") || !code.endsWith("_P95")) {
            throw yaml.bad(node, "a code like SLO_NOTES_EDITOR_SAVE_P95 is expected");
        }
        RegistryEntry entry =
                registry.byCode(code)
                        .orElseThrow(
                                () ->
                                        yaml.bad(
                                                node,
                                                "no entry of the emit registry has the code '%s'"
                                                        .formatted(code)));
        return new SloOperation(code, entry.tab(), entry.module(), entry.id(), entry.feature());
    }

    private boolean fullOnly(Map<String, Node> notes) {
        Node plan = notes.get(PLAN);
        if (plan == null) {
            return false;
        }
        return switch (yaml.text(plan, "full or frequent")) {
            case "full" -> true;
            case "frequent" -> false;
            default -> throw yaml.bad(plan, "full or frequent is expected");
        };
    }

    private int window(Node node) {
        List<Node> windows = yaml.list(node, "one time window");
        if (windows.size() != 1) {
            throw yaml.bad(node, "one time window is expected");
        }
        Node only = windows.getFirst();
        Map<String, Node> parts =
                yaml.known(only, "a time window", List.of("duration", "isRolling"));
        yaml.exactly(yaml.required(parts, "isRolling", only), "true");
        Node duration = yaml.required(parts, "duration", only);
        String text = yaml.text(duration, "a number of days such as 28d");
        if (text.matches("[1-9][0-9]?[dw]")) {
            int number = Integer.parseInt(text.substring(0, text.length() - 1));
            int days = text.endsWith("w") ? number * 7 : number;
            if (days <= LONGEST_WINDOW) {
                return days;
            }
        }
        throw yaml.bad(
                duration,
                "a number of days such as 28d is expected, at most %dd".formatted(LONGEST_WINDOW));
    }

    /** What an indicator says. */
    record Source(Probing probing, Indicator indicator, Node at) {
        Source {
            Objects.requireNonNull(at);
        }
    }
}
