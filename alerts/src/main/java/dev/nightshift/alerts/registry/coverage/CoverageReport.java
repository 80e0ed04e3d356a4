package dev.nightshift.alerts.registry.coverage;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.scan.UnreadSite;

import java.time.Instant;
import java.util.List;

/**
 * The join of code, registry and sightings; the component names are the JSON contract.
 *
 * @param judgedTabs tabs whose code was scanned
 * @param notJudgedTabs tabs for which nothing can be said about MISSING_IN_CODE
 * @param unread places that raise something which could not be read; what they may raise counts as
 *     raised
 */
public record CoverageReport(
        Instant at,
        List<String> judgedTabs,
        List<String> notJudgedTabs,
        List<CodeRow> codes,
        List<CompanyRow> companies,
        List<UnreadSite> unread) {
    public CoverageReport {
        judgedTabs = List.copyOf(judgedTabs);
        notJudgedTabs = List.copyOf(notJudgedTabs);
        codes = List.copyOf(codes);
        companies = List.copyOf(companies);
        unread = List.copyOf(unread);
    }

    /** Whether anything but OK was found that matters at least so much, in any company. */
    public boolean reaches(Severity level) {
        boolean inCodes =
                codes.stream()
                        .flatMap(row -> row.findings().stream())
                        .anyMatch(
                                finding ->
                                        finding != Finding.OK
                                                && finding.level().compareTo(level) >= 0);
        return inCodes
                || (level == Severity.INFO
                        && companies.stream()
                                .anyMatch(
                                        row ->
                                                !row.stale().isEmpty()
                                                        || !row.neverSeen().isEmpty()));
    }
}
