package dev.nightshift.alerts.registry.files;

import dev.nightshift.alerts.registry.Place;
import dev.nightshift.alerts.registry.RegistryProblem;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.Map;

/** A JSON document that knows where in the file each value begins. */
final class LocatedJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final String file;
    private final Map<String, Place> places = new HashMap<>();
    private final JsonNode root;

    /** Thrown when the text is not JSON. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient RegistryProblem problem;

        Malformed(RegistryProblem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        RegistryProblem problem() {
            return problem;
        }
    }

    private LocatedJson(String file, JsonParser parser) {
        this.file = file;
        parser.nextToken();
        this.root = value(parser, "$");
    }

    static LocatedJson parse(String file, String text) throws Malformed {
        try (JsonParser parser = MAPPER.createParser(text)) {
            String path = "$";
            try {
                LocatedJson json = new LocatedJson(file, parser);
                if (parser.nextToken() != null) {
                    throw new Malformed(
                            new RegistryProblem(
                                    place(file, parser.currentTokenLocation(), "$"),
                                    "there is more after the end of the JSON value"));
                }
                return json;
            } catch (JacksonException bad) {
                if (parser.streamReadContext() != null) {
                    path = path(parser.streamReadContext().pathAsPointer().toString());
                }
                throw new Malformed(
                        new RegistryProblem(
                                place(file, bad.getLocation(), path),
                                "not valid JSON: " + firstLine(bad.getOriginalMessage())));
            }
        }
    }

    JsonNode root() {
        return root;
    }

    /** Where the value at this path begins, or the nearest one around it. */
    Place place(String path) {
        String nearest = path;
        while (!places.containsKey(nearest) && nearest.length() > 1) {
            int cut = Math.max(nearest.lastIndexOf('.'), nearest.lastIndexOf('['));
            nearest = cut < 1 ? "$" : nearest.substring(0, cut);
        }
        Place found = places.getOrDefault(nearest, new Place(file, 1, 1, "$"));
        return new Place(file, found.line(), found.column(), path);
    }

    private JsonNode value(JsonParser parser, String path) {
        places.put(path, place(file, parser.currentTokenLocation(), path));
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonToken token = parser.currentToken();
        if (token == null) {
            return nodes.missingNode();
        }
        return switch (token) {
            case START_OBJECT -> object(parser, path, nodes.objectNode());
            case START_ARRAY -> array(parser, path, nodes.arrayNode());
            case VALUE_STRING -> nodes.stringNode(parser.getString());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDecimalValue());
            case VALUE_NULL -> nodes.nullNode();
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("unexpected " + token);
        };
    }

    private ObjectNode object(JsonParser parser, String path, ObjectNode into) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            into.set(name, value(parser, path + "." + name));
        }
        return into;
    }

    private ArrayNode array(JsonParser parser, String path, ArrayNode into) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            into.add(value(parser, "%s[%d]".formatted(path, into.size())));
        }
        return into;
    }

    private static Place place(String file, TokenStreamLocation at, String path) {
        return new Place(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()), path);
    }

    private static String path(String pointer) {
        StringBuilder path = new StringBuilder("$");
        for (String part : pointer.split("/", -1)) {
            if (!part.isEmpty()) {
                boolean index = part.chars().allMatch(c -> c >= '0' && c <= '9');
                path.append(index ? "[" + part + "]" : "." + part);
            }
        }
        return path.toString();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unreadable");
    }
}
