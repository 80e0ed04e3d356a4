package dev.nightshift.app.terminal;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of results and failures: names as the records have them, times ISO-8601 UTC, nothing
 * left out. Thread-safe.
 */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    /**
     * Reads one value.
     *
     * @throws tools.jackson.core.JacksonException when it is none
     */
    public static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    /** One value over several indented lines. */
    public static String pretty(Object value) {
        return printable(PRETTY.writeValueAsString(value));
    }

    /** One value on one line. */
    public static String line(Object value) {
        return printable(MAPPER.writeValueAsString(value));
    }

    /** Jackson escapes what JSON forbids; terminals obey some characters that JSON allows. */
    private static String printable(String json) {
        return Printable.lines(json);
    }
}
