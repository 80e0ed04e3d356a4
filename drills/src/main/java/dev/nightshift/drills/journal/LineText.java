package dev.nightshift.drills.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A line of a journal as text: JSON whose last member is the hash of all before it. */
final class LineText {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, Object>> MAP =
            new TypeReference<>() {};
    private static final String HASH = ",\"hash\":\"";
    private static final int HASH_CHARS = 64;

    private LineText() {}

    static String of(
            long seq, Instant at, String event, Map<String, Object> data, String previous) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("seq", seq);
        members.put("at", at.toString());
        members.put("event", event);
        members.put("data", data);
        members.put("previous", previous);
        String json = JSON.writeValueAsString(members);
        String open = json.substring(0, json.length() - 1);
        return open + HASH + sha256(open) + "\"}";
    }

    /** The line; empty when it is not one, or not what its hash was made of. */
    static Optional<JournalLine> read(String text) {
        int cut = text.length() - HASH.length() - HASH_CHARS - 2;
        if (cut <= 0 || !text.startsWith(HASH, cut)) {
            return Optional.empty();
        }
        String hash = text.substring(cut + HASH.length(), text.length() - 2);
        if (!sha256(text.substring(0, cut)).equals(hash)) {
            return Optional.empty();
        }
        try {
            Map<String, Object> members = JSON.readValue(text, MAP);
            if (members.get("seq") instanceof Number seq
                    && members.get("at") instanceof String at
                    && members.get("event") instanceof String event
                    && members.get("data") instanceof Map<?, ?> data
                    && members.get("previous") instanceof String previous) {
                Map<String, Object> values = new LinkedHashMap<>();
                data.forEach((name, value) -> values.put(String.valueOf(name), value));
                return Optional.of(
                        new JournalLine(
                                seq.longValue(), Instant.parse(at), event, values, previous, hash));
            }
            return Optional.empty();
        } catch (JacksonException | DateTimeException notALine) {
            return Optional.empty();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
