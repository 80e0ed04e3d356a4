package dev.nightshift.alerts.registry;

import dev.nightshift.alerts.Severity;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * An operation that can fail, and how it says so.
 *
 * @param id {@code <TAB>.<MODULE>.<ACTION>}
 * @param tab key in the tab matrix
 * @param module part of the tab
 * @param feature what people call the operation
 * @param locations where in the code, for people
 * @param errorCodes what it can raise
 * @param heartbeatCode what it emits after a success; null when nothing can be expected of it
 * @param severityPolicy of its error codes; heartbeats are INFO
 * @param owner the team that is asked; blank when nobody owns it, which the checks say
 * @param deprecated its code is gone or going: nothing is expected of it
 * @param heartbeat when its sign of life is missed
 * @param place where the entry begins
 */
public record RegistryEntry(
        String id,
        String tab,
        String module,
        String feature,
        List<String> locations,
        List<String> errorCodes,
        @Nullable String heartbeatCode,
        SeverityPolicy severityPolicy,
        String owner,
        String notes,
        boolean deprecated,
        HeartbeatTerms heartbeat,
        Place place) {
    public RegistryEntry {
        locations = List.copyOf(locations);
        errorCodes = List.copyOf(errorCodes);
    }

    /** Its error codes and, where it has one, its heartbeat code, in the order of the file. */
    public List<String> codes() {
        if (heartbeatCode == null) {
            return errorCodes;
        }
        List<String> codes = new ArrayList<>(errorCodes);
        codes.add(heartbeatCode);
        return List.copyOf(codes);
    }

    /** With which severity one of its codes is raised. */
    public Severity severity(String code) {
        return code.equals(heartbeatCode) ? Severity.INFO : severityPolicy.severity(code);
    }

    /** The last part of the id; empty when the id has no three parts. */
    public String action() {
        String[] parts = id.split("\\.", -1);
        return parts.length == 3 ? parts[2] : "";
    }

    /** Whether a sign of life is expected at all. */
    public boolean expectsHeartbeat() {
        return heartbeatCode != null && !deprecated;
    }
}
