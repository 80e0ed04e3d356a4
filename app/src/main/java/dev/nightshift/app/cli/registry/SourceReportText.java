package dev.nightshift.app.cli.registry;

import dev.nightshift.alerts.registry.source.report.EmitSite;
import dev.nightshift.alerts.registry.source.report.Finding;
import dev.nightshift.alerts.registry.source.report.SourceReport;
import dev.nightshift.alerts.registry.source.report.Unread;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;

import java.util.List;
import java.util.function.Predicate;

/** What a scan of a code base found, for people. */
final class SourceReportText {
    private SourceReportText() {}

    static String of(SourceReport report) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%,d files with %,d lines read, %d minified passed over%n"
                        .formatted(report.files(), report.lines(), report.skipped()));
        emits(text, report.emits());
        findings(text, "Sent past sendAlert", report, f -> f.kind().isDirectSend());
        findings(text, "Store calls without a company", report, f -> !f.kind().isDirectSend());
        if (!report.adapters().isEmpty()) {
            text.append(
                    "\nsendAlert is defined in %s: what is sent there is its own business\n"
                            .formatted(Printable.of(String.join(", ", report.adapters()))));
        }
        unread(text, report.unread());
        return text.toString();
    }

    private static void emits(StringBuilder text, List<EmitSite> emits) {
        heading(text, "Alerts", emits.size());
        if (emits.isEmpty()) {
            return;
        }
        Table table = new Table("WHERE", "CODE", "SEVERITY", "NOTES");
        for (EmitSite site : emits) {
            table.row(
                    site.place(),
                    site.codes().isEmpty() ? "?" : String.join(" ", site.codes()),
                    site.severities().isEmpty() ? "?" : String.join(" ", site.severities()),
                    String.join("; ", site.notes()));
        }
        text.append(table);
        if (emits.stream().flatMap(site -> site.codes().stream()).anyMatch(c -> c.contains("*"))) {
            text.append("* stands for what is known only when the code runs\n");
        }
    }

    private static void findings(
            StringBuilder text, String heading, SourceReport report, Predicate<Finding> which) {
        List<Finding> found = report.findings().stream().filter(which).toList();
        heading(text, heading, found.size());
        if (!found.isEmpty()) {
            Table table = new Table("WHERE", "KIND", "CALL", "WHY");
            found.forEach(f -> table.row(f.place(), f.kind(), f.what(), f.detail()));
            text.append(table);
        }
    }

    private static void unread(StringBuilder text, List<Unread> unread) {
        heading(text, "Not read, or not all of it", unread.size());
        if (!unread.isEmpty()) {
            Table table = new Table("WHERE", "WHY");
            for (Unread one : unread) {
                table.row(
                        one.line() == 0 ? one.file() : one.file() + ":" + one.line(), one.reason());
            }
            text.append(table);
        }
    }

    private static void heading(StringBuilder text, String heading, int count) {
        text.append("\n%s: %,d\n".formatted(heading, count));
    }
}
