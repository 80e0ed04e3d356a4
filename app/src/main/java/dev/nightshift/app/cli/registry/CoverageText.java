package dev.nightshift.app.cli.registry;

import dev.nightshift.alerts.registry.coverage.CodeRow;
import dev.nightshift.alerts.registry.coverage.CompanyRow;
import dev.nightshift.alerts.registry.coverage.CoverageReport;
import dev.nightshift.alerts.registry.coverage.Finding;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;

import java.util.stream.Collectors;

/** Coverage for people: what is wrong first, then each company, then what could not be judged. */
final class CoverageText {
    private CoverageText() {}

    static String of(CoverageReport report) {
        StringBuilder text = new StringBuilder();
        Table codes = new Table("CODE", "SEVERITY", "FOUND", "LAST SEEN", "NOTE");
        for (CodeRow row : report.codes()) {
            codes.row(
                    row.code(),
                    row.severity(),
                    row.findings().stream().map(Finding::name).collect(Collectors.joining(" ")),
                    row.lastSeenAt(),
                    row.note());
        }
        text.append(codes);
        Table companies = new Table("COMPANY", "SEEN IN 24H", "ONLY TRIED", "STALE", "NEVER SEEN");
        for (CompanyRow row : report.companies()) {
            companies.row(
                    row.companyId(),
                    row.ok() - row.onlyTried().size(),
                    row.onlyTried().size(),
                    row.stale().size(),
                    row.neverSeen().size());
        }
        text.append('\n').append(companies);
        if (!report.notJudgedTabs().isEmpty()) {
            text.append("\nNot judged for MISSING_IN_CODE, because their code was not scanned: ")
                    .append(String.join(", ", report.notJudgedTabs()))
                    .append(".\nGive their sites with --sites FILE.\n");
        }
        if (!report.unread().isEmpty()) {
            text.append("\nRaised from here too, with a code that could not be read:\n");
            report.unread()
                    .forEach(
                            site ->
                                    text.append("  ")
                                            .append(
                                                    Printable.of(
                                                            "%s in %s: %s"
                                                                    .formatted(
                                                                            site.where(),
                                                                            site.member(),
                                                                            site.reason())))
                                            .append('\n'));
        }
        return text.toString();
    }
}
