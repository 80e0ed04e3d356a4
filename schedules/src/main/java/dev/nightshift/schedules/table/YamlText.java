package dev.nightshift.schedules.table;

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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML file whose parts know their lines; what is not understood is refused with them. */
final class YamlText {
    private final String file;

    /**
     * @param file its name for messages
     */
    YamlText(String file) {
        this.file = file;
    }

    /** The root; null when there is nothing in the file. */
    @Nullable Node root(String text) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions()))
                    .compose(new StringReader(text));
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

    /** The values of a mapping by key, each key known and there once. */
    Map<String, Node> entries(MappingNode map, Collection<String> known) {
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String key = text(entry.getKeyNode(), "a key");
            if (!known.contains(key)) {
                throw bad(
                        entry.getKeyNode(),
                        "'%s' is none of %s".formatted(key, String.join(", ", List.copyOf(known))));
            }
            if (values.put(key, entry.getValueNode()) != null) {
                throw bad(entry.getKeyNode(), "'%s' is there twice".formatted(key));
            }
        }
        return values;
    }

    String text(@Nullable Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        throw bad(node, "%s is expected".formatted(what));
    }

    /** File and line. */
    String place(Node node) {
        return "%s, line %d".formatted(file, node.getStartMark().getLine() + 1);
    }

    NightshiftException bad(@Nullable Node at, String what) {
        return bad(at == null ? 1 : at.getStartMark().getLine() + 1, what, null);
    }

    private NightshiftException bad(int line, String what, @Nullable Exception cause) {
        return new NightshiftException(
                FailureCode.BAD_SCHEDULES,
                "Schedules %s, line %d: %s.".formatted(file, line, what),
                "See docs/guide.md, \"Nights\"; 'nightshift schedules list --check' tries a file.",
                cause);
    }
}
