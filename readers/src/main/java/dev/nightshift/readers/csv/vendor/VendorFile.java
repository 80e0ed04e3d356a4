package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;

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
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One vendor file, read strictly: what is not understood is refused with its line. */
final class VendorFile {
    private static final Set<String> KEYS =
            Set.of(
                    "name",
                    "source",
                    "fingerprint",
                    "columns",
                    "ignored",
                    "vendorDataPrefix",
                    "guarded");
    private static final List<String> RESERVED = List.of("auto", MappingResolver.GENERIC);

    private final String file;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private VendorFile(String file) {
        this.file = file;
    }

    /**
     * @param file its name for messages
     * @throws NightshiftException BAD_VENDOR_FILE with file, line and what was expected
     */
    static Vendor parse(String text, String file) {
        return new VendorFile(file).parse(text);
    }

    private Vendor parse(String text) {
        Node root = compose(text);
        if (!(root instanceof MappingNode map)) {
            throw bad(root, "name, source, fingerprint and columns are expected", null);
        }
        for (NodeTuple entry : map.getValue()) {
            String key = text(entry.getKeyNode(), "a key");
            if (!KEYS.contains(key)) {
                throw bad(
                        entry.getKeyNode(),
                        "'%s' is none of %s"
                                .formatted(key, String.join(", ", KEYS.stream().sorted().toList())),
                        null);
            }
            if (values.put(key, entry.getValueNode()) != null) {
                throw bad(entry.getKeyNode(), "'%s' is there twice".formatted(key), null);
            }
        }
        String name = text(required(root, "name"), "a name");
        if (!name.matches("[a-z0-9][a-z0-9_-]*") || RESERVED.contains(name)) {
            throw bad(
                    values.get("name"),
                    "a name of lower-case letters, digits, '-' and '_' is expected, and none of "
                            + String.join(", ", RESERVED),
                    null);
        }
        Node prefix = values.get("vendorDataPrefix");
        return new Vendor(
                name,
                text(required(root, "source"), "the label of its leads"),
                texts(required(root, "fingerprint")),
                columns(required(root, "columns")),
                new HashSet<>(
                        values.containsKey("ignored") ? texts(values.get("ignored")) : List.of()),
                prefix == null ? "" : text(prefix, "a prefix"),
                isGuarded(values.get("guarded")));
    }

    private boolean isGuarded(@Nullable Node node) {
        String text = node == null ? "false" : text(node, "true or false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(node, "true or false is expected", null);
        };
    }

    private @Nullable Node compose(String text) {
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

    private Node required(Node root, String key) {
        Node value = values.get(key);
        if (value == null) {
            throw bad(root, "%s is missing".formatted(key), null);
        }
        return value;
    }

    private Map<String, LeadField> columns(Node node) {
        if (!(node instanceof MappingNode map) || map.getValue().isEmpty()) {
            throw bad(node, "a header and its field on each line are expected", null);
        }
        Map<String, LeadField> columns = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String field = text(entry.getValueNode(), "a field");
            LeadField known = LeadField.byName(field).orElseThrow(() -> unknown(entry, field));
            for (String header : text(entry.getKeyNode(), "a header").split("\\|")) {
                if (columns.put(header.strip(), known) != null) {
                    throw bad(
                            entry.getKeyNode(),
                            "the header '%s' is there twice".formatted(header.strip()),
                            null);
                }
            }
        }
        return columns;
    }

    private NightshiftException unknown(NodeTuple entry, String field) {
        List<String> fields = Arrays.stream(LeadField.values()).map(LeadField::fieldName).toList();
        List<String> close = CloseMatches.of(field, fields);
        return bad(
                entry.getValueNode(),
                "a lead has no field '%s'; %s"
                        .formatted(
                                field,
                                close.isEmpty()
                                        ? "it has " + String.join(", ", fields)
                                        : "is it " + String.join(" or ", close) + "?"),
                null);
    }

    private String text(Node node, String what) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        throw bad(node, "%s is expected".formatted(what), null);
    }

    private List<String> texts(@Nullable Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            throw bad(node, "a list of headers is expected", null);
        }
        List<String> texts = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            texts.add(text(item, "a header"));
        }
        return texts;
    }

    private NightshiftException bad(@Nullable Node at, String what, @Nullable Exception cause) {
        return bad(at == null ? 1 : at.getStartMark().getLine() + 1, what, cause);
    }

    private NightshiftException bad(int line, String what, @Nullable Exception cause) {
        return new NightshiftException(
                FailureCode.BAD_VENDOR_FILE,
                "Vendor file %s, line %d: %s.".formatted(file, line, what),
                "See docs/guide.md, \"A vendor of your own\".",
                cause);
    }
}
