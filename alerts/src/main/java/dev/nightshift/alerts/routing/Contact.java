package dev.nightshift.alerts.routing;

import dev.nightshift.alerts.Severity;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody to tell.
 *
 * @param name in records; never an address
 * @param companies whose alerts; {@code *} for all
 * @param severities of these alerts
 * @param addresses how to reach them; a channel without one is not among them
 * @param quietHours when a WARNING waits until the morning
 */
public record Contact(
        String name,
        List<String> companies,
        Set<Severity> severities,
        Map<ChannelKind, String> addresses,
        Optional<QuietHours> quietHours) {
    /** The severities that anybody is told of. */
    public static final Set<Severity> TOLD = Set.of(Severity.WARNING, Severity.CRITICAL);

    public Contact {
        companies = List.copyOf(companies);
        severities = Set.copyOf(severities);
        addresses = Map.copyOf(addresses);
    }

    /** One who takes every alert that is told at all. */
    public Contact(
            String name,
            List<String> companies,
            Map<ChannelKind, String> addresses,
            Optional<QuietHours> quietHours) {
        this(name, companies, TOLD, addresses, quietHours);
    }

    /** Whether this company's alerts are theirs. */
    public boolean takes(String companyId) {
        return companies.contains("*") || companies.contains(companyId);
    }

    /** Whether alerts of that severity are theirs. */
    public boolean takes(Severity severity) {
        return severities.contains(severity);
    }

    /** Addresses are personal data: only the name is said. */
    @Override
    public String toString() {
        return "Contact[" + name + "]";
    }
}
