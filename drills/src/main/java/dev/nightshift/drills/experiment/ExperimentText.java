package dev.nightshift.drills.experiment;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML text whose parts know their lines; what is not understood is refused with them. */
final class ExperimentText {
    private final String file;

    /**
     * @param file its name for messages
     */
    ExperimentText(String file) {
        this.file = file;
    }

    /** The root of the text. */
    Part root(String text) {
        try {
            LoaderOptions limits = new LoaderOptions();
            limits.setMaxAliasesForCollections(10);
            limits.setNestingDepthLimit(20);
            Node root = new Yaml(new SafeConstructor(limits)).compose(new StringReader(text));
            return new Part(root);
        } catch (MarkedYAMLException malformed) {
            int line =
                    malformed.getProblemMark() == null
                            ? 1
                            : malformed.getProblemMark().getLine() + 1;
            throw bad(line, "this is not YAML: " + malformed.getProblem(), malformed);
        } catch (YAMLException unreadable) {
            throw bad(1, "this is not YAML", unreadable);
        }
    }

    private NightshiftException bad(int line, String what, @Nullable Exception cause) {
        return new NightshiftException(
                FailureCode.BAD_EXPERIMENT,
                "Experiment %s, line %d: %s.".formatted(file, line, what),
                "See docs/guide.md, \"Drills\"; 'nightshift drill list --check FILE' tries a file.",
                cause);
    }

    /** A node, or where one is missed. */
    final class Part {
        private final @Nullable Node node;

        Part(@Nullable Node node) {
            this.node = node;
        }

        NightshiftException bad(String what) {
            return ExperimentText.this.bad(
                    node == null ? 1 : node.getStartMark().getLine() + 1, what, null);
        }

        /** The values of a mapping by key, each key known and there once. */
        Map<String, Part> entries(List<String> known) {
            return entries(known, known.isEmpty());
        }

        private Map<String, Part> entries(List<String> known, boolean any) {
            if (!(node instanceof MappingNode map)) {
                throw bad("a mapping of %s is expected".formatted(String.join(", ", known)));
            }
            Map<String, Part> values = new LinkedHashMap<>();
            for (NodeTuple entry : map.getValue()) {
                Part key = new Part(entry.getKeyNode());
                String name = key.text("a key");
                if (!any && !known.contains(name)) {
                    throw key.bad("'%s' is none of %s".formatted(name, String.join(", ", known)));
                }
                if (values.put(name, new Part(entry.getValueNode())) != null) {
                    throw key.bad("'%s' is there twice".formatted(name));
                }
            }
            return values;
        }

        /** One of the entries that must be there. */
        Part required(Map<String, Part> entries, String key) {
            Part part = entries.get(key);
            if (part == null) {
                throw bad("%s is missing".formatted(key));
            }
            return part;
        }

        List<Part> items(String what) {
            if (!(node instanceof SequenceNode list)) {
                throw bad("a list of %s is expected".formatted(what));
            }
            List<Part> items = new ArrayList<>();
            list.getValue().forEach(item -> items.add(new Part(item)));
            return items;
        }

        List<String> texts(String what) {
            return items(what).stream().map(item -> item.text("one of " + what)).toList();
        }

        boolean isMapping() {
            return node instanceof MappingNode;
        }

        String text(String what) {
            if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                return scalar.getValue().strip();
            }
            throw bad("%s is expected".formatted(what));
        }

        /** A value in Java's own type: Boolean, Long, Double or String. */
        Object value() {
            String text = text("a value");
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default ->
                        text.matches("-?[0-9]{1,15}")
                                ? (Object) Long.valueOf(text)
                                : text.matches("-?[0-9]{1,15}\\.[0-9]{1,9}")
                                        ? (Object) Double.valueOf(text)
                                        : text;
            };
        }

        double number(String what) {
            if (value() instanceof Number number) {
                return number.doubleValue();
            }
            throw bad("%s is expected".formatted(what));
        }

        /** Seconds, or in the form of PT30S. */
        Duration duration() {
            String text = text("a duration");
            try {
                Duration duration =
                        text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")
                                ? Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000))
                                : Duration.parse(text);
                if (!duration.isNegative()) {
                    return duration;
                }
            } catch (DateTimeException malformed) {
                throw bad("seconds, or a duration like PT30S, are expected");
            }
            throw bad("a duration that is not negative is expected");
        }

        Period period() {
            try {
                Period period = Period.parse(text("a period"));
                if (!period.isZero() && !period.isNegative()) {
                    return period;
                }
            } catch (DateTimeException malformed) {
                throw bad("a period like P3M or P14D is expected");
            }
            throw bad("a period above 0 is expected");
        }

        boolean yes() {
            if (value() instanceof Boolean answer) {
                return answer;
            }
            throw bad("true or false is expected");
        }
    }
}
