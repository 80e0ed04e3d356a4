package dev.nightshift.alerts.store;

import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/** An alert as it is stored. */
final class AlertDocuments {
    /** SLO breaches that make a WARNING, and a CRITICAL, of an open matter. */
    private static final long BREACHES_TO_WARN = 3;

    private static final long BREACHES_TO_WAKE = 10;

    private AlertDocuments() {}

    static Document create(Occurrences occurrences, Instant now) {
        AlertKey key = occurrences.key();
        Severity severity = risen(occurrences.severity(), occurrences, 0);
        Document alert =
                new Document(
                                "_id",
                                (occurrences.journal()
                                                + "-"
                                                + Long.toString(
                                                        occurrences.lines().getFirst().offset(),
                                                        36))
                                        .toLowerCase(Locale.ROOT))
                        .append("openKey", key.text())
                        .append("alertKey", key.text())
                        .append("code", key.code())
                        .append("tab", key.tab())
                        .append("module", key.module())
                        .append("severity", severity.name())
                        .append("flags", key.flags())
                        .append("firstAt", Date.from(occurrences.first()))
                        .append("occurrences", occurrences.told())
                        .append("suppressed", occurrences.repeats())
                        .append("deliveries", List.of())
                        .append("sources", new Document(occurrences.journal(), occurrences.last()))
                        .append("createdAt", Date.from(now))
                        .append("updatedAt", Date.from(now))
                        .append("lastAt", Date.from(occurrences.latest()));
        alert.putAll(newest(occurrences.newest()));
        if (severity != Severity.INFO) {
            alert.append("escalation", escalation(now));
        }
        return alert;
    }

    static Document add(Document stored, Occurrences occurrences, Instant now) {
        Severity before = Severity.valueOf(stored.getString("severity"));
        long breaches = stored.get("occurrences") instanceof Number n ? n.longValue() : 0;
        Severity asked = risen(occurrences.severity(), occurrences, breaches);
        Document set =
                new Document("sources." + occurrences.journal(), occurrences.last())
                        .append("updatedAt", Date.from(now));
        if (occurrences.told() > 0) {
            set.putAll(newest(occurrences.newest()));
        }
        if (asked.compareTo(before) > 0) {
            // Whoever took the lesser alert has not seen this one.
            set.append("severity", asked.name())
                    .append("escalation", escalation(now))
                    .append("ack", null);
        }
        return new Document("$set", set)
                .append(
                        "$inc",
                        new Document("occurrences", occurrences.told())
                                .append("suppressed", occurrences.repeats()))
                .append("$max", new Document("lastAt", Date.from(occurrences.latest())))
                .append("$min", new Document("firstAt", Date.from(occurrences.first())));
    }

    private static Severity risen(Severity asked, Occurrences occurrences, long before) {
        if (occurrences.newest().eventType() != EventType.SLO_BREACH) {
            return asked;
        }
        long breaches = before + occurrences.told();
        Severity risen =
                breaches >= BREACHES_TO_WAKE
                        ? Severity.CRITICAL
                        : breaches >= BREACHES_TO_WARN ? Severity.WARNING : Severity.INFO;
        return risen.compareTo(asked) > 0 ? risen : asked;
    }

    private static Document escalation(Instant now) {
        return new Document("level", 0)
                .append("startedAt", Date.from(now))
                .append("nextAt", Date.from(now));
    }

    private static Document newest(Occurrences.Line line) {
        Document fields =
                new Document("eventType", line.eventType().wire())
                        .append("message", line.message());
        optional(fields, "requestId", line.requestId());
        optional(fields, "feature", line.feature());
        optional(fields, "latencyMs", line.latencyMs());
        optional(fields, "details", line.details());
        optional(fields, "stackTrace", line.stackTrace());
        Document meta = new Document();
        line.meta().forEach((name, value) -> meta.append(safe(name), value));
        return fields.append("meta", meta);
    }

    // A name with dots or a dollar would be read as a path or an operator.
    private static String safe(String name) {
        String plain = name.replace('.', '_').replace('$', '_').replace('\0', '_');
        return plain.isEmpty() ? "_" : plain;
    }

    private static void optional(Document document, String field, @Nullable Object value) {
        if (value != null) {
            document.append(field, value);
        }
    }
}
