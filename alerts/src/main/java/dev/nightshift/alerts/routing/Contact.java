package dev.nightshift.alerts.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody to tell.
 *
 * @param name in records; never an address
 * @param companies whose alerts; {@code *} for all
 * @param addresses how to reach them; a channel without one is not among them
 * @param quietHours when a WARNING waits until the morning
 */
public record Contact(
        String name,
        List<String> companies,
        Map<ChannelKind, String> addresses,
        Optional<QuietHours> quietHours) {
    public Contact {
        companies = List.copyOf(companies);
        addresses = Map.copyOf(addresses);
    }

    /** Whether this company's alerts are theirs. */
    public boolean takes(String companyId) {
        return companies.contains("*") || companies.contains(companyId);
    }

    /** Addresses are personal data: only the name is said. */
    @Override
    public String toString() {
        return "Contact[" + name + "]";
    }
}
