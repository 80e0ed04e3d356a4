package dev.nightshift.alerts.registry.coverage;

import dev.nightshift.alerts.Severity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A code and what is to be said of it; the component names are the JSON contract.
 *
 * @param tab empty for a code that is of no tab
 * @param entryId null when it is not registered
 * @param severity as registered; null when it is not registered
 * @param findings at least one; OK stands alone
 * @param sites {@code file:line} of each place that raises it
 * @param lastSeenAt the newest sighting of all companies that were asked about
 * @param lastTriedAt the newest trial of its way in any of them
 * @param note what exactly is wrong; empty when the findings say it all
 */
public record CodeRow(
        String code,
        String tab,
        @Nullable String entryId,
        @Nullable Severity severity,
        List<Finding> findings,
        List<String> sites,
        @Nullable Instant lastSeenAt,
        @Nullable Instant lastTriedAt,
        String note) {
    public CodeRow {
        findings = List.copyOf(findings);
        sites = List.copyOf(sites);
    }
}
