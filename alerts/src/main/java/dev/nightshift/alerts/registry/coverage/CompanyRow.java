package dev.nightshift.alerts.registry.coverage;

import java.util.List;

/**
 * What one company has seen of the registered codes; the component names are the JSON contract.
 *
 * @param ok how many within 24 hours
 * @param stale codes seen, but longer ago
 * @param neverSeen codes not seen
 * @param unregistered codes seen that the registry does not know
 */
public record CompanyRow(
        String companyId,
        int ok,
        List<String> stale,
        List<String> neverSeen,
        List<String> unregistered) {
    public CompanyRow {
        stale = List.copyOf(stale);
        neverSeen = List.copyOf(neverSeen);
        unregistered = List.copyOf(unregistered);
    }
}
