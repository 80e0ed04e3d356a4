package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Printer;
import dev.nightshift.app.terminal.Table;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Date;
import java.util.List;

/** An alert of no company as it is printed; the component names are the JSON contract. */
record ServiceView(
        String alertId,
        String kind,
        String code,
        String severity,
        String state,
        String message,
        List<String> companies,
        int alerts,
        long occurrences,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        @Nullable String takenBy,
        @Nullable String resolvedBy,
        @Nullable String reason,
        List<AlertView.DeliveryView> deliveries) {

    static ServiceView of(Document alert) {
        return new ServiceView(
                alert.getString("_id"),
                alert.getString("kind"),
                alert.getString("code"),
                alert.getString("severity"),
                AlertView.state(alert),
                alert.getString("message"),
                alert.getList("companies", String.class, List.of()),
                alert.getInteger("members", 0),
                alert.get("occurrences", Number.class).longValue(),
                instant(alert, "firstAt"),
                instant(alert, "lastAt"),
                AlertView.by(alert, "ack"),
                AlertView.by(alert, "resolution"),
                alert.get("resolution") instanceof Document over ? over.getString("reason") : null,
                alert.getList("deliveries", Document.class, List.of()).stream()
                        .map(AlertView::delivery)
                        .toList());
    }

    private static @Nullable Instant instant(Document document, String field) {
        Date date = document.getDate(field);
        return date == null ? null : date.toInstant();
    }

    static void print(Printer printer, Document alert) {
        printer.result(of(alert), ServiceView::lines);
    }

    static String table(List<ServiceView> alerts) {
        Table table =
                new Table(
                        "ALERT", "KIND", "SEVERITY", "STATE", "CODE", "ALERTS", "LAST", "MESSAGE");
        alerts.forEach(
                alert ->
                        table.row(
                                alert.alertId(),
                                alert.kind(),
                                alert.severity(),
                                alert.state(),
                                alert.code(),
                                alert.alerts(),
                                alert.lastAt(),
                                alert.message()));
        return table.toString();
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        line(text, "alert", alertId);
        line(text, "kind", kind);
        line(text, "code", code);
        line(text, "severity", severity);
        line(text, "state", state);
        line(text, "message", message);
        line(text, "companies", String.join(", ", companies));
        line(text, "alerts", alerts == 0 ? null : alerts);
        line(text, "first", firstAt);
        line(text, "last", lastAt);
        line(text, "taken by", takenBy);
        line(text, "resolved by", resolvedBy);
        line(text, "reason", reason);
        deliveries.forEach(delivery -> line(text, "sent", delivery.line()));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            text.append("%-11s  %s%n".formatted(name, Printable.of(value.toString())));
        }
    }
}
