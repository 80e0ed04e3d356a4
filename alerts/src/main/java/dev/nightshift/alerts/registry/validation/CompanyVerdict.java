package dev.nightshift.alerts.registry.validation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was found for a company.
 *
 * @param entries in the order of the files; files that could not be read first
 * @param answered when the trial of each code came back
 * @param notJudged checks that could not be made here
 */
public record CompanyVerdict(
        String companyId,
        List<EntryVerdict> entries,
        Map<String, Instant> answered,
        List<Check> notJudged) {
    public CompanyVerdict {
        entries = List.copyOf(entries);
        answered = Map.copyOf(answered);
        notJudged = List.copyOf(notJudged);
    }
}
