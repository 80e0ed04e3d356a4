package dev.nightshift.alerts.registry.coverage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When a company last saw each code, for real or as a trial of the path.
 *
 * @param lastAt by code
 */
public record Seen(String companyId, Map<String, Instant> lastAt) {
    public Seen {
        lastAt = Map.copyOf(lastAt);
    }

    /** When it was last seen. */
    public Optional<Instant> last(String code) {
        return Optional.ofNullable(lastAt.get(code));
    }
}
