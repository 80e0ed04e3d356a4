package dev.nightshift.alerts.registry.files;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;

import dev.nightshift.alerts.registry.RegistryProblem;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A JSON Schema of the registry. Thread-safe. */
final class SchemaCheck {
    static final SchemaCheck REGISTRY = new SchemaCheck("registry.schema.json");
    static final SchemaCheck TAB_MATRIX = new SchemaCheck("tab-matrix.schema.json");

    private final Schema schema;

    private SchemaCheck(String resource) {
        // English whatever the machine speaks.
        SchemaRegistryConfig config = SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build();
        try (InputStream text =
                SchemaCheck.class.getResourceAsStream(
                        "/dev/nightshift/alerts/registry/" + resource)) {
            schema =
                    SchemaRegistry.withDefaultDialect(
                                    SpecificationVersion.DRAFT_2020_12,
                                    builder -> builder.schemaRegistryConfig(config))
                            .getSchema(Objects.requireNonNull(text, resource));
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /** Everything in which the document does not keep to the schema, in the order of the file. */
    List<RegistryProblem> problems(LocatedJson json) {
        return schema.validate(json.root()).stream()
                .map(error -> new RegistryProblem(json.place(path(error)), told(error)))
                .sorted(
                        java.util.Comparator.comparingInt(
                                        (RegistryProblem problem) -> problem.place().line())
                                .thenComparingInt(problem -> problem.place().column()))
                .toList();
    }

    /** The usual mistakes in words for people; the rest as the validator says it. */
    private static String told(Error error) {
        JsonNode schema = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "enum" -> "is none of %s".formatted(listed(schema));
            case "required" -> "'%s' is missing".formatted(error.getProperty());
            case "additionalProperties" -> "nobody reads '%s'".formatted(error.getProperty());
            case "type" ->
                    "must be of the type %s, and is of the type %s"
                            .formatted(
                                    schema.isArray() ? listed(schema) : schema.asString(""),
                                    type(error.getInstanceNode()));
            case "pattern" ->
                    schema.asString("").startsWith("^P(")
                            ? "is no duration such as PT24H or P30D"
                            : error.getMessage();
            default -> error.getMessage();
        };
    }

    private static String listed(JsonNode values) {
        return values.valueStream()
                .map(value -> value.asString(""))
                .collect(Collectors.joining(", "));
    }

    private static String type(JsonNode node) {
        return node.isIntegralNumber()
                ? "integer"
                : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String path(Error error) {
        StringBuilder path = new StringBuilder("$");
        NodePath location = error.getInstanceLocation();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            path.append(element instanceof Integer ? "[" + element + "]" : "." + element);
        }
        // What is there and should not be is pointed at itself, not at the object around it.
        if ("additionalProperties".equals(error.getKeyword()) && error.getProperty() != null) {
            path.append('.').append(error.getProperty());
        }
        return path.toString();
    }
}
