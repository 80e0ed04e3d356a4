package dev.nightshift.alerts.registry.coverage;

import java.util.List;

/**
 * What one company has seen of the registered codes; the component names are the JSON contract.
 *
 * @param ok how many within 24 hours, for real or as a trial
 * @param onlyTried codes among them that were only tried
 * @param stale codes seen, but longer ago
 * @param neverSeen codes not seen
 * @param unregistered codes seen that the registry does not know
 */
public record CompanyRow(
        String companyId,
        int ok,
        List<String> onlyTried,
        List<String> stale,
        List<String> neverSeen,
        List<String> unregistered) {
    public CompanyRow {
        onlyTried = List.copyOf(onlyTried);
        stale = List.copyOf(stale);
        neverSeen = List.copyOf(neverSeen);
        unregistered = List.copyOf(unregistered);
    }
}
