package dev.nightshift.alerts.store;

import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** An alert as it is stored. */
final class AlertDocuments {
    /** SLO breaches that make a WARNING, and a CRITICAL, of an open matter. */
    private static final long BREACHES_TO_WARN = 3;

    private static final long BREACHES_TO_WAKE = 10;

    /** Breaches that are further apart are not the same trouble. */
    private static final Duration BREACHES_WITHIN = Duration.ofHours(24);

    private AlertDocuments() {}

    static Document create(Occurrences occurrences, Instant now) {
        AlertKey key = occurrences.key();
        Document breaches = breaches(new Document(), occurrences);
        Severity severity = risen(occurrences.severity(), breaches);
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
        if (!breaches.isEmpty()) {
            alert.append("breaches", breaches);
        }
        Meanwhile meanwhile = occurrences.meanwhile();
        if (meanwhile != null) {
            alert.append("deliveries", meanwhile.deliveries());
        }
        if (severity != Severity.INFO) {
            alert.append("escalation", escalation(now));
            if (covers(meanwhile, severity)) {
                goOn(alert, Objects.requireNonNull(meanwhile));
            }
        }
        return alert;
    }

    static Document add(Document stored, Occurrences occurrences, Instant now) {
        Severity before = Severity.valueOf(stored.getString("severity"));
        Document breaches = breaches(stored.get("breaches", new Document()), occurrences);
        Severity asked = risen(occurrences.severity(), breaches);
        Document set =
                new Document("sources." + occurrences.journal(), occurrences.last())
                        .append("updatedAt", Date.from(now));
        if (occurrences.told() > 0) {
            set.putAll(newest(occurrences.newest()));
        }
        if (!breaches.isEmpty()) {
            set.append("breaches", breaches);
        }
        boolean rises = asked.compareTo(before) > 0;
        if (rises) {
            // Whoever took the lesser alert has not seen this one.
            set.append("severity", asked.name())
                    .append("escalation", escalation(now))
                    .append("ack", null)
                    .append(FollowUp.FIELD, null);
        }
        Meanwhile meanwhile = occurrences.meanwhile();
        if (covers(meanwhile, rises ? asked : before) && (rises || isUntold(stored))) {
            goOn(set, Objects.requireNonNull(meanwhile));
        }
        Document update = new Document("$set", set);
        if (meanwhile != null) {
            update.append(
                    "$push",
                    new Document(
                            "deliveries",
                            new Document("$each", meanwhile.deliveries()).append("$slice", -100)));
        }
        return update.append(
                        "$inc",
                        new Document("occurrences", occurrences.told())
                                .append("suppressed", occurrences.repeats()))
                .append("$max", new Document("lastAt", Date.from(occurrences.latest())))
                .append("$min", new Document("firstAt", Date.from(occurrences.first())));
    }

    private static boolean covers(@Nullable Meanwhile meanwhile, Severity severity) {
        return meanwhile != null && meanwhile.severity().compareTo(severity) >= 0;
    }

    private static boolean isUntold(Document stored) {
        return stored.get("ack") == null
                && stored.get("escalation", new Document()).getInteger("level", 0) == 0;
    }

    /** From where people were told meanwhile, not from the beginning. */
    private static void goOn(Document fields, Meanwhile meanwhile) {
        Date next = meanwhile.nextAt().map(Date::from).orElse(null);
        fields.append("groupId", meanwhile.groupId())
                .append(
                        "escalation",
                        new Document("level", meanwhile.level())
                                .append("startedAt", Date.from(meanwhile.since()))
                                .append("levelAt", next)
                                .append("nextAt", next));
    }

    /** The breaches of the running day, those of the occurrences included; empty for no breach. */
    private static Document breaches(Document stored, Occurrences occurrences) {
        if (occurrences.newest().eventType() != EventType.SLO_BREACH) {
            return stored;
        }
        Date since = stored.getDate("since");
        boolean same =
                since != null
                        && occurrences.latest().isBefore(since.toInstant().plus(BREACHES_WITHIN));
        long before = same && stored.get("count") instanceof Number n ? n.longValue() : 0;
        return new Document("since", same ? since : Date.from(occurrences.first()))
                .append("count", before + occurrences.told());
    }

    private static Severity risen(Severity asked, Document breaches) {
        long count = breaches.get("count") instanceof Number n ? n.longValue() : 0;
        Severity risen =
                count >= BREACHES_TO_WAKE
                        ? Severity.CRITICAL
                        : count >= BREACHES_TO_WARN ? Severity.WARNING : Severity.INFO;
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
