package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Printer;
import dev.nightshift.app.terminal.Table;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Date;
import java.util.List;

/** An alert as it is printed; the component names are the JSON contract. */
record AlertView(
        String alertId,
        String companyId,
        String code,
        String severity,
        String eventType,
        String state,
        String tab,
        String module,
        String message,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        long occurrences,
        long suppressed,
        int level,
        @Nullable Instant nextAt,
        @Nullable String takenBy,
        @Nullable String resolvedBy,
        @Nullable String reason,
        @Nullable String groupId,
        List<String> flags,
        List<DeliveryView> deliveries) {
    /** One sending; the contact's address is never printed. */
    record DeliveryView(
            @Nullable Instant at,
            int level,
            String contact,
            String channel,
            @Nullable String action,
            @Nullable String by,
            String outcome) {
        String line() {
            return "%s %s to %s by %s%s: %s"
                    .formatted(
                            at,
                            action == null ? "level " + level : action,
                            contact,
                            channel,
                            by == null ? "" : ", within " + by,
                            outcome);
        }
    }

    static AlertView of(Document alert) {
        Document escalation = alert.get("escalation", new Document());
        return new AlertView(
                alert.getString("_id"),
                alert.getString("companyId"),
                alert.getString("code"),
                alert.getString("severity"),
                alert.getString("eventType"),
                state(alert),
                alert.getString("tab"),
                alert.getString("module"),
                alert.getString("message"),
                instant(alert, "firstAt"),
                instant(alert, "lastAt"),
                alert.get("occurrences", Number.class).longValue(),
                alert.get("suppressed", Number.class).longValue(),
                escalation.getInteger("level", 0),
                instant(escalation, "nextAt"),
                by(alert, "ack"),
                by(alert, "resolution"),
                alert.get("resolution") instanceof Document over ? over.getString("reason") : null,
                alert.getString("groupId"),
                alert.getList("flags", String.class),
                alert.getList("deliveries", Document.class).stream()
                        .map(AlertView::delivery)
                        .toList());
    }

    static String state(Document alert) {
        if (alert.get("resolution") != null) {
            return "RESOLVED";
        }
        return alert.get("ack") != null ? "TAKEN" : "OPEN";
    }

    static DeliveryView delivery(Document delivery) {
        return new DeliveryView(
                instant(delivery, "at"),
                delivery.getInteger("level", 0),
                delivery.getString("contact"),
                delivery.getString("channel"),
                delivery.getString("action"),
                delivery.getString("by"),
                delivery.getString("outcome"));
    }

    static @Nullable String by(Document alert, String field) {
        return alert.get(field) instanceof Document decision ? decision.getString("by") : null;
    }

    private static @Nullable Instant instant(Document document, String field) {
        Date date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }

    static void print(Printer printer, Document alert) {
        printer.result(of(alert), AlertView::lines);
    }

    static String table(List<AlertView> alerts) {
        Table table =
                new Table(
                        "ALERT", "SEVERITY", "STATE", "CODE", "TOLD", "REPEATS", "LAST", "MESSAGE");
        alerts.forEach(
                alert ->
                        table.row(
                                alert.alertId(),
                                alert.severity(),
                                alert.state(),
                                alert.code(),
                                alert.occurrences(),
                                alert.suppressed(),
                                alert.lastAt(),
                                alert.message()));
        return table.toString();
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        line(text, "alert", alertId);
        line(text, "company", companyId);
        line(text, "code", code);
        line(text, "severity", severity);
        line(text, "state", state);
        line(text, "message", message);
        line(text, "first", firstAt);
        line(text, "last", lastAt);
        line(text, "told", occurrences);
        line(text, "repeats", suppressed);
        line(text, "level", level);
        line(text, "next", nextAt);
        line(text, "taken by", takenBy);
        line(text, "resolved by", resolvedBy);
        line(text, "reason", reason);
        line(text, "group", groupId);
        line(text, "flags", String.join(", ", flags));
        for (DeliveryView delivery : deliveries) {
            line(text, "sent", delivery.line());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            text.append("%-11s  %s%n".formatted(name, Printable.of(value.toString())));
        }
    }
}
