package dev.nightshift.platform.keyspaces;

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

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Nodes of a file, each failure with its line. */
record YamlFile(String file) {
    Node root(String text) {
        @Nullable Node root;
        try {
            root =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .compose(new StringReader(text));
        } catch (MarkedYAMLException malformed) {
            int line =
                    malformed.getProblemMark() == null
                            ? 1
                            : malformed.getProblemMark().getLine() + 1;
            throw refused(file, line, "this is not YAML: " + malformed.getProblem(), malformed);
        } catch (YAMLException unreadable) {
            throw refused(file, 1, "this is not YAML", unreadable);
        }
        if (root == null) {
            throw refused(file, 1, "the file is empty", null);
        }
        return root;
    }

    Map<String, Node> mapping(Node node, Set<String> known) {
        if (!(node instanceof MappingNode map)) {
            throw bad(node, "%s are expected".formatted(listed(known)));
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String key = text(entry.getKeyNode(), "a key");
            if (!known.contains(key)) {
                throw bad(entry.getKeyNode(), "'%s' is none of %s".formatted(key, listed(known)));
            }
            if (values.put(key, entry.getValueNode()) != null) {
                throw bad(entry.getKeyNode(), "'%s' is there twice".formatted(key));
            }
        }
        return values;
    }

    String text(Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        throw bad(node, "%s is expected".formatted(what));
    }

    NightshiftException bad(Node at, String what) {
        return refused(file, line(at), what, null);
    }

    static int line(Node at) {
        return at.getStartMark().getLine() + 1;
    }

    static NightshiftException refused(
            String file, int line, String what, @Nullable Exception cause) {
        return new NightshiftException(
                FailureCode.BAD_KEY_SPACE,
                "Key space file %s, line %d: %s.".formatted(file, line, what),
                "See docs/guide.md, \"Keys that expire\".",
                cause);
    }

    private static String listed(Set<String> known) {
        return String.join(", ", known.stream().sorted().toList());
    }
}
