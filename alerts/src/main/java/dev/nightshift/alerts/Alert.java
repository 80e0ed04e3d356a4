package dev.nightshift.alerts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * What a caller tells. Only code, severity and message are required; the rest is filled in where it
 * is missed.
 *
 * @param code {@code <TAB>_<MODULE>_<ACTION>_<CAUSE>}, or {@code SLO_<TAB>_<MODULE>_<OP>_P95}
 * @param message for a person on call; no personal data
 * @param ts when it happened; null for the moment of the emit
 * @param latencyMs for an SLO breach, milliseconds
 * @param meta small facts for machines; no personal data
 * @param resolves the code whose open alert, of the same tab and module, is over with this one
 */
public record Alert(
        String code,
        Severity severity,
        String message,
        EventType eventType,
        @Nullable String requestId,
        @Nullable String feature,
        @Nullable String tab,
        @Nullable String module,
        @Nullable Instant ts,
        @Nullable Long latencyMs,
        @Nullable String details,
        @Nullable String stackTrace,
        Map<String, String> meta,
        @Nullable String resolves) {

    public Alert {
        meta = Map.copyOf(meta);
    }

    /** A failure with the three required parts. */
    public static Alert of(String code, Severity severity, String message) {
        return new Alert(
                code,
                severity,
                message,
                EventType.FAILURE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                null);
    }

    /** The same as another kind of event. */
    public Alert withEventType(EventType type) {
        return new Alert(
                code,
                severity,
                message,
                type,
                requestId,
                feature,
                tab,
                module,
                ts,
                latencyMs,
                details,
                stackTrace,
                meta,
                resolves);
    }

    /** The same about a part of the product. */
    public Alert withPlace(String ofTab, String ofModule) {
        return new Alert(
                code,
                severity,
                message,
                eventType,
                requestId,
                feature,
                ofTab,
                ofModule,
                ts,
                latencyMs,
                details,
                stackTrace,
                meta,
                resolves);
    }

    /** The same with more to read for whoever looks into it. */
    public Alert withDetails(String text) {
        return new Alert(
                code,
                severity,
                message,
                eventType,
                requestId,
                feature,
                tab,
                module,
                ts,
                latencyMs,
                text,
                stackTrace,
                meta,
                resolves);
    }

    /** The same with small facts for machines. */
    public Alert withMeta(Map<String, String> facts) {
        return new Alert(
                code,
                severity,
                message,
                eventType,
                requestId,
                feature,
                tab,
                module,
                ts,
                latencyMs,
                details,
                stackTrace,
                facts,
                resolves);
    }

    /** The same at another moment than that of the emit. */
    public Alert withTime(Instant moment) {
        return new Alert(
                code,
                severity,
                message,
                eventType,
                requestId,
                feature,
                tab,
                module,
                moment,
                latencyMs,
                details,
                stackTrace,
                meta,
                resolves);
    }

    /** The same as the end of what an earlier alert of that code told. */
    public Alert withResolves(String ofCode) {
        return new Alert(
                code,
                severity,
                message,
                eventType,
                requestId,
                feature,
                tab,
                module,
                ts,
                latencyMs,
                details,
                stackTrace,
                meta,
                ofCode);
    }
}
