package dev.nightshift.alerts.registry;

import dev.nightshift.alerts.Severity;

import java.util.Map;

/**
 * With which severity an entry's codes are raised.
 *
 * @param base for every code that is not named
 * @param codes for codes that differ
 */
public record SeverityPolicy(Severity base, Map<String, Severity> codes) {
    public SeverityPolicy {
        codes = Map.copyOf(codes);
    }

    /** One severity for all. */
    public static SeverityPolicy of(Severity base) {
        return new SeverityPolicy(base, Map.of());
    }

    /** The severity of this code. */
    public Severity severity(String code) {
        return codes.getOrDefault(code, base);
    }
}
