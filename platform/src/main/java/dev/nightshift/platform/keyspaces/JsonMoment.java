package dev.nightshift.platform.keyspaces;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;

/** A moment in a field of a JSON object, read without building the object. */
public final class JsonMoment {
    /** A document is read once and for one field: a table of the names in it would not pay. */
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .build();

    /** Smaller numbers are seconds: as milliseconds they would be before 1973. */
    private static final long SMALLEST_MILLIS = 100_000_000_000L;

    private JsonMoment() {}

    /**
     * Milliseconds since 1970; empty when the text is no JSON object, or has no such field, or the
     * field holds no moment: ISO-8601 with an offset, or seconds or milliseconds since 1970.
     */
    public static OptionalLong in(@Nullable String text, String field) {
        if (text == null || text.isEmpty() || !text.contains(field)) {
            return OptionalLong.empty();
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? in(parser, field)
                    : OptionalLong.empty();
        } catch (JacksonException | DateTimeParseException | ArithmeticException notJudged) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong in(JsonParser parser, String field) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken value = parser.nextToken();
            if (name.equals(field)) {
                return moment(parser, value);
            }
            parser.skipChildren();
        }
        return OptionalLong.empty();
    }

    private static OptionalLong moment(JsonParser parser, JsonToken value) {
        if (value == JsonToken.VALUE_NUMBER_INT) {
            long number = parser.getLongValue();
            return OptionalLong.of(
                    Math.abs(number) < SMALLEST_MILLIS
                            ? Math.multiplyExact(number, 1000L)
                            : number);
        }
        if (value == JsonToken.VALUE_STRING) {
            String text = parser.getString();
            Instant instant =
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : OffsetDateTime.parse(text).toInstant();
            return OptionalLong.of(instant.toEpochMilli());
        }
        return OptionalLong.empty();
    }
}
