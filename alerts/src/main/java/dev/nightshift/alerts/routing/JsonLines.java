package dev.nightshift.alerts.routing;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Where in a JSON text a value stands. */
final class JsonLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonLines() {}

    /**
     * The line of the value at this path, or of the nearest one around it that exists; 0 when there
     * is none.
     *
     * @param path like {@code /contacts/0/name}
     */
    static int lineOf(String text, String path) {
        int line = 0;
        int deepest = -1;
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                    continue;
                }
                String at = at(parser, token);
                if (at.length() > deepest && (path.equals(at) || path.startsWith(at + "/"))) {
                    deepest = at.length();
                    line = parser.currentTokenLocation().getLineNr();
                }
            }
        } catch (JacksonException malformed) {
            return line;
        }
        return line;
    }

    /** A container's own path: inside it, the parser says where its first child would be. */
    private static String at(JsonParser parser, JsonToken token) {
        boolean begins = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        var context = parser.streamReadContext();
        var own = begins ? context.getParent() : context;
        return own == null ? "" : own.pathAsPointer().toString();
    }
}
