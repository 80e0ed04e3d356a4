package dev.nightshift.jobs.sloprobe.plan;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML file whose parts know their lines; what is not understood is refused with them. */
record PlanText(String file) {
    /** The documents of the file. */
    List<Node> documents(String text) {
        List<Node> documents = new ArrayList<>();
        try {
            new Yaml(new SafeConstructor(new LoaderOptions()))
                    .composeAll(new StringReader(text))
                    .forEach(documents::add);
        } catch (MarkedYAMLException malformed) {
            int line =
                    malformed.getProblemMark() == null
                            ? 1
                            : malformed.getProblemMark().getLine() + 1;
            throw refused(line, "this is not YAML: " + malformed.getProblem(), malformed);
        } catch (YAMLException unreadable) {
            throw refused(1, "this is not YAML", unreadable);
        }
        if (documents.isEmpty()) {
            throw refused(1, "the file is empty; an SLO of OpenSLO v1 is expected", null);
        }
        return documents;
    }

    /** The values of a mapping, each key known and there once. */
    Map<String, Node> known(Node node, String what, List<String> keys) {
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                String key = text(entry.getKeyNode(), "a key");
                if (!keys.contains(key)) {
                    throw bad(
                            entry.getKeyNode(),
                            "%s has a '%s', which is none of %s"
                                    .formatted(what, key, String.join(", ", keys)));
                }
            }
        }
        return any(node, what);
    }

    /** The values of a mapping, each key there once. */
    Map<String, Node> any(Node node, String what) {
        if (!(node instanceof MappingNode map)) {
            throw bad(node, "%s with its parts is expected".formatted(what));
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String key = text(entry.getKeyNode(), "a key");
            if (values.put(key, entry.getValueNode()) != null) {
                throw bad(entry.getKeyNode(), "'%s' is there twice".formatted(key));
            }
        }
        return values;
    }

    /** The elements of a list that is not empty. */
    List<Node> list(Node node, String what) {
        if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
            return list.getValue();
        }
        throw bad(node, "a list with %s is expected".formatted(what));
    }

    Node required(Map<String, Node> values, String key, Node parent) {
        Node node = values.get(key);
        if (node == null) {
            throw bad(parent, "'%s' is missing".formatted(key));
        }
        return node;
    }

    String text(@Nullable Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        throw node == null
                ? refused(1, "%s is expected".formatted(what), null)
                : bad(node, "%s is expected".formatted(what));
    }

    /** A word, which must be the one that is expected. */
    void exactly(Node node, String expected) {
        if (!expected.equals(text(node, "'%s'".formatted(expected)))) {
            throw bad(node, "'%s' is expected".formatted(expected));
        }
    }

    int whole(@Nullable Node node, int otherwise, int least, int most) {
        if (node == null) {
            return otherwise;
        }
        String what = "a whole number from %d to %d".formatted(least, most);
        String text = text(node, what);
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw bad(node, "%s is expected".formatted(what));
    }

    double number(Node node, double above, double below) {
        String what = "a number above %s and below %s".formatted(shown(above), shown(below));
        String text = text(node, what);
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            double number = Double.parseDouble(text);
            if (number > above && number < below) {
                return number;
            }
        }
        throw bad(node, "%s is expected".formatted(what));
    }

    private static String shown(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    /** File and line. */
    String place(Node node) {
        return "%s, line %d".formatted(file, line(node));
    }

    NightshiftException bad(Node at, String what) {
        return refused(line(at), what, null);
    }

    NightshiftException refused(int line, String what, @Nullable Exception cause) {
        return new NightshiftException(
                FailureCode.BAD_SLO_PLAN,
                "SLO plan %s, line %d: %s.".formatted(file, line, what),
                "See docs/guide.md, \"SLO probes\"; 'nightshift slo plan' reads all plans.",
                cause);
    }

    private static int line(Node at) {
        return at.getStartMark().getLine() + 1;
    }
}
