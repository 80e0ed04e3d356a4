package dev.nightshift.alerts.registry.coverage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When a company last saw each code, for real or as a trial of the path.
 *
 * @param lastAt by code, for real
 * @param triedAt by code, when the way of its alert was last tried
 */
public record Seen(String companyId, Map<String, Instant> lastAt, Map<String, Instant> triedAt) {
    public Seen {
        lastAt = Map.copyOf(lastAt);
        triedAt = Map.copyOf(triedAt);
    }

    /** When it was last seen for real. */
    public Optional<Instant> last(String code) {
        return Optional.ofNullable(lastAt.get(code));
    }

    /** When its way was last tried. */
    public Optional<Instant> tried(String code) {
        return Optional.ofNullable(triedAt.get(code));
    }
}
