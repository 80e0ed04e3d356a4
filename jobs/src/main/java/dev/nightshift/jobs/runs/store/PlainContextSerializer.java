package dev.nightshift.jobs.runs.store;

import org.springframework.batch.core.repository.ExecutionContextSerializer;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job's position as plain JSON: texts, numbers and truth values only. It can be read by people
 * and by the next release, and reading it creates no objects that the row names, as Java
 * serialisation would.
 */
public final class PlainContextSerializer implements ExecutionContextSerializer {
    private static final String INT = "int:";
    private static final String LONG = "long:";
    private static final String DOUBLE = "double:";
    private static final String TEXT = "text:";

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<LinkedHashMap<String, Object>> TYPE =
            new TypeReference<>() {};

    @Override
    public void serialize(Map<String, Object> context, OutputStream out) throws IOException {
        Map<String, Object> plain = new TreeMap<>();
        context.forEach((name, value) -> plain.put(name, encode(name, value)));
        out.write(MAPPER.writeValueAsBytes(plain));
    }

    private static Object encode(String name, Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case Integer number -> INT + number;
            case Long number -> LONG + number;
            case Double number -> DOUBLE + number;
            case String text -> TEXT + text;
            default ->
                    throw new IllegalArgumentException(
                            "'%s' is a %s: a position holds texts, numbers and truth values only"
                                    .formatted(name, value.getClass().getName()));
        };
    }

    @Override
    public Map<String, Object> deserialize(InputStream in) throws IOException {
        Map<String, Object> context = MAPPER.readValue(in, TYPE);
        context.replaceAll((name, value) -> decode(value));
        return context;
    }

    private static Object decode(Object value) {
        if (!(value instanceof String text)) {
            return value;
        }
        String content = text.substring(text.indexOf(':') + 1);
        return switch (text.substring(0, text.indexOf(':') + 1)) {
            case INT -> Integer.valueOf(content);
            case LONG -> Long.valueOf(content);
            case DOUBLE -> Double.valueOf(content);
            case TEXT -> content;
            default -> throw new IllegalArgumentException("unknown kind of value in a position");
        };
    }
}
