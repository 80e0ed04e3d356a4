package dev.nightshift.jobs.runs.store;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps in columns. Thread-safe. */
final class RunJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<LinkedHashMap<String, Long>> COUNTS =
            new TypeReference<>() {};
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS =
            new TypeReference<>() {};

    private RunJson() {}

    static String write(Map<String, ?> map) {
        return MAPPER.writeValueAsString(map);
    }

    static Map<String, Long> counts(String json) {
        return MAPPER.readValue(json, COUNTS);
    }

    static Map<String, String> texts(String json) {
        return MAPPER.readValue(json, TEXTS);
    }
}
