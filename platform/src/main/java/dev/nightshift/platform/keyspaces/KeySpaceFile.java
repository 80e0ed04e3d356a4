package dev.nightshift.platform.keyspaces;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.ExpiryRule.DateField;
import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.keyspaces.KeySpace.RedisSpace;
import dev.nightshift.platform.mongo.name.ServiceCollections;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** One file of a key space, read strictly: what is not understood is refused with its line. */
final class KeySpaceFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern COLLECTION = Pattern.compile("[a-z][a-zA-Z0-9_]{0,63}");
    private static final Set<String> KEYS =
            Set.of("name", "store", "pattern", "collection", "expired", "thresholds");
    private static final String REDIS_RULES =
            "ttl, missing-ttl, missing-ttl: PT5M, orphan, or json: FIELD with olderThan: P1D";
    private static final String MONGO_RULES =
            "field: FIELD, with olderThan: P1D or without, or orphan";

    private final YamlFile yaml;

    /**
     * A space and where it is described.
     *
     * @param line of its pattern or collection
     */
    record Declared(KeySpace space, String file, int line) {
        String name() {
            return space.name();
        }

        NightshiftException refused(String what) {
            return YamlFile.refused(file, line, what, null);
        }
    }

    private KeySpaceFile(String file) {
        this.yaml = new YamlFile(file);
    }

    /**
     * @param file its name for messages
     * @throws NightshiftException BAD_KEY_SPACE with file, line and what was expected
     */
    static Declared parse(String text, String file) {
        return new KeySpaceFile(file).parse(text);
    }

    private Declared parse(String text) {
        Node root = yaml.root(text);
        Map<String, Node> values = yaml.mapping(root, KEYS);
        Node nameNode = required(root, values, "name");
        String name = yaml.text(nameNode, "a name");
        if (!NAME.matcher(name).matches()) {
            throw yaml.bad(nameNode, "a name of lower-case letters, digits and '-' is expected");
        }
        Node storeNode = required(root, values, "store");
        String store = yaml.text(storeNode, "redis or mongo");
        Thresholds thresholds = thresholds(required(root, values, "thresholds"));
        return switch (store) {
            case "redis" -> redis(root, values, name, thresholds);
            case "mongo" -> mongo(root, values, name, thresholds);
            default -> throw yaml.bad(storeNode, "the store is redis or mongo");
        };
    }

    private Declared redis(
            Node root, Map<String, Node> values, String name, Thresholds thresholds) {
        refuse(values, "collection", "a space in Redis has a pattern, no collection");
        Node node = required(root, values, "pattern");
        List<ExpiryRule> rules = new ArrayList<>();
        for (Node item : rules(required(root, values, "expired"))) {
            rules.add(redisRule(item));
        }
        return declared(new RedisSpace(name, pattern(node), rules, thresholds), node);
    }

    private KeyPattern pattern(Node node) {
        try {
            return KeyPattern.of(yaml.text(node, "a pattern such as session:{companyId}:{id}"));
        } catch (IllegalArgumentException e) {
            throw yaml.bad(node, "the pattern cannot be used: " + e.getMessage());
        }
    }

    private Declared mongo(
            Node root, Map<String, Node> values, String name, Thresholds thresholds) {
        refuse(values, "pattern", "a space in MongoDB has a collection, no pattern");
        Node node = required(root, values, "collection");
        String collection = yaml.text(node, "a collection");
        if (!COLLECTION.matcher(collection).matches() || collection.startsWith("system")) {
            throw yaml.bad(node, "this is not a collection of companies' documents");
        }
        if (ServiceCollections.contains(collection)) {
            throw yaml.bad(
                    node,
                    "the collection %s is the service's own; one of documents that expire is"
                                    .formatted(collection)
                            + " expected, such as auth_sessions");
        }
        List<ExpiryRule> rules = new ArrayList<>();
        for (Node item : rules(required(root, values, "expired"))) {
            rules.add(mongoRule(item));
        }
        return declared(new MongoSpace(name, collection, rules, thresholds), node);
    }

    private Declared declared(KeySpace space, Node at) {
        return new Declared(space, yaml.file(), YamlFile.line(at));
    }

    private List<Node> rules(Node node) {
        if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
            throw yaml.bad(node, "a list is expected that says how expiry is told");
        }
        return sequence.getValue();
    }

    private ExpiryRule redisRule(Node item) {
        if (item instanceof ScalarNode) {
            return switch (yaml.text(item, REDIS_RULES)) {
                case "ttl" -> new ExpiryRule.TimeToLive();
                case "missing-ttl" -> new ExpiryRule.MissingTimeToLive(Duration.ZERO);
                case "orphan" -> new ExpiryRule.Orphan();
                default -> throw yaml.bad(item, "unknown rule; a rule is " + REDIS_RULES);
            };
        }
        if (!(item instanceof MappingNode)) {
            throw yaml.bad(item, "a rule is " + REDIS_RULES);
        }
        Map<String, Node> values = yaml.mapping(item, Set.of("json", "olderThan", "missing-ttl"));
        Node missing = values.get("missing-ttl");
        if (missing != null && values.size() == 1) {
            return new ExpiryRule.MissingTimeToLive(duration(missing));
        }
        Node json = values.get("json");
        if (json == null || missing != null) {
            throw yaml.bad(item, "a rule is " + REDIS_RULES);
        }
        return new ExpiryRule.JsonField(field(json), age(values));
    }

    private ExpiryRule mongoRule(Node item) {
        if (item instanceof ScalarNode && yaml.text(item, MONGO_RULES).equals("orphan")) {
            return new ExpiryRule.Orphan();
        }
        if (!(item instanceof MappingNode)) {
            throw yaml.bad(item, "unknown rule; a rule is " + MONGO_RULES);
        }
        Map<String, Node> values = yaml.mapping(item, Set.of("field", "olderThan"));
        return new DateField(field(required(item, values, "field")), age(values));
    }

    private Duration age(Map<String, Node> values) {
        Node node = values.get("olderThan");
        return node == null ? Duration.ZERO : duration(node);
    }

    private String field(Node node) {
        String field = yaml.text(node, "a field");
        if (!FIELD.matcher(field).matches() || field.equals("_id") || field.equals("companyId")) {
            throw yaml.bad(node, "a field that holds a moment is expected");
        }
        return field;
    }

    // The message says what is expected; the parser's says no more.
    @SuppressWarnings("UnusedException")
    private Duration duration(Node node) {
        try {
            Duration duration = Duration.parse(yaml.text(node, "a duration such as P1D or PT5M"));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw yaml.bad(node, "a duration such as P1D or PT5M is expected");
    }

    private Thresholds thresholds(Node node) {
        Map<String, Node> values = yaml.mapping(node, Set.of("warning", "critical"));
        try {
            return new Thresholds(
                    number(required(node, values, "warning")),
                    number(required(node, values, "critical")));
        } catch (IllegalArgumentException e) {
            throw yaml.bad(node, "the thresholds do not fit: " + e.getMessage());
        }
    }

    private long number(Node node) {
        String text = yaml.text(node, "a number");
        if (!text.matches("\\d{1,9}")) {
            throw yaml.bad(node, "a number is expected");
        }
        return Long.parseLong(text);
    }

    private void refuse(Map<String, Node> values, String key, String why) {
        Node node = values.get(key);
        if (node != null) {
            throw yaml.bad(node, why);
        }
    }

    private Node required(Node parent, Map<String, Node> values, String key) {
        @Nullable Node value = values.get(key);
        if (value == null) {
            throw yaml.bad(parent, "%s is missing".formatted(key));
        }
        return value;
    }
}
