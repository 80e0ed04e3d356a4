package dev.nightshift.platform.mongo.name;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The collections that the service lives by; what is in them is not an operator's to let expire.
 */
public final class ServiceCollections {
    private static final Set<String> OF_COMPANIES =
            Set.of(
                    "leads",
                    "imports",
                    "import_changes",
                    "preimages",
                    "alerts",
                    "alert_mutes",
                    "alert_trials",
                    "registry_validations",
                    "webhook_events",
                    "telemetry",
                    "slo_daily",
                    "slo_probes",
                    "drill_writes",
                    "drill_state");

    private ServiceCollections() {}

    /** Whether the service keeps its own records, or leads, in the collection of this name. */
    public static boolean contains(String collection) {
        return OF_COMPANIES.contains(collection)
                || Stream.concat(
                                Arrays.stream(PlatformName.values()).map(PlatformName::collection),
                                Arrays.stream(PerCompanyName.values())
                                        .map(PerCompanyName::collection))
                        .anyMatch(collection::equals);
    }
}
