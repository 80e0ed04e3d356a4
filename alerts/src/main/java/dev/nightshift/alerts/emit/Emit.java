package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.privacy.Scrubber;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An alert on its way, without personal data: one line of a journal.
 *
 * @param trial the trial of the way it belongs to; null for a real one
 */
public record Emit(
        String companyId,
        @Nullable String requestId,
        @Nullable String feature,
        String code,
        Severity severity,
        EventType eventType,
        @Nullable String tab,
        @Nullable String module,
        String message,
        Instant ts,
        @Nullable Long latencyMs,
        @Nullable String details,
        @Nullable String stackTrace,
        Map<String, String> meta,
        @Nullable String resolves,
        @Nullable String trial) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_CODE = 200;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_TEXT = 16_000;
    private static final int MOST_FACTS = 50;

    static Emit of(TenantContext context, Alert alert, Instant now) {
        return new Emit(
                context.companyId(),
                clean(or(alert.requestId(), context.requestId()), LONGEST_CODE),
                clean(or(alert.feature(), context.feature()), LONGEST_CODE),
                clean(alert.code(), LONGEST_CODE),
                alert.severity(),
                alert.eventType(),
                cleanOrNull(alert.tab(), LONGEST_CODE),
                cleanOrNull(alert.module(), LONGEST_CODE),
                clean(alert.message(), LONGEST_MESSAGE),
                alert.ts() == null ? now : alert.ts(),
                alert.latencyMs(),
                cleanOrNull(alert.details(), LONGEST_TEXT),
                cleanOrNull(alert.stackTrace(), LONGEST_TEXT),
                clean(alert.meta()),
                cleanOrNull(alert.resolves(), LONGEST_CODE),
                null);
    }

    /** A trial of the way that the code's alerts take. */
    static Emit trial(
            TenantContext context, String code, Severity severity, Instant now, String trial) {
        return new Emit(
                context.companyId(),
                context.requestId(),
                context.feature(),
                code,
                severity,
                EventType.FAILURE,
                null,
                null,
                "A trial of the way.",
                now,
                null,
                null,
                null,
                Map.of(),
                null,
                trial);
    }

    byte[] toLine() {
        byte[] json = JSON.writeValueAsBytes(this);
        byte[] line = java.util.Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /**
     * Reads a line back.
     *
     * @throws JacksonException when it is not one, such as one that was cut off
     */
    static Emit ofLine(String line) {
        return JSON.readValue(line, Emit.class);
    }

    /** Whether it has what every alert has; a line of somebody else's JSON has not. */
    boolean isWhole() {
        return Stream.of(companyId, code, severity, eventType, message, ts, meta)
                .allMatch(Objects::nonNull);
    }

    /** For whom it is recorded. */
    public TenantContext context() {
        return new TenantContext(
                new CompanyId(companyId), or(requestId, ""), or(feature, "alerts"), "alerts");
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static @Nullable String cleanOrNull(@Nullable String text, int longest) {
        return text == null ? null : clean(text, longest);
    }

    private static String clean(String text, int longest) {
        return Scrubber.scrubAll(text.length() > longest ? text.substring(0, longest) : text);
    }

    private static Map<String, String> clean(Map<String, String> meta) {
        Map<String, String> cleaned = new HashMap<>();
        meta.forEach(
                (name, value) -> {
                    if (cleaned.size() < MOST_FACTS) {
                        cleaned.put(clean(name, LONGEST_CODE), clean(value, LONGEST_MESSAGE));
                    }
                });
        return cleaned;
    }
}
