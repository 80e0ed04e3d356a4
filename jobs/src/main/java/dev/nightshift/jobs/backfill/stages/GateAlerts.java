package dev.nightshift.jobs.backfill.stages;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.store.AlertKey;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What companies are told of a gate: each its own cause alone, and that it is over. Thread-safe.
 */
public final class GateAlerts {
    private static final String CODE = "NIGHTSHIFT_BACKFILL_GATE_CLOSED";
    private static final String TAB = "NIGHTSHIFT";
    private static final String MODULE = "BACKFILL";
    private static final String KEY = new AlertKey(TAB, MODULE, CODE, List.of()).text();
    private static final String MIGRATION = "migration";
    private static final int TOLD = 20;

    private final AlertStore store;
    private final InstantSource clock;

    public GateAlerts(AlertStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Tells the first companies whose fault it is. */
    public void closed(
            AlertService alerts,
            PlatformContext context,
            String migration,
            int stage,
            Gates.Closed closed) {
        closed.causes().entrySet().stream()
                .limit(TOLD)
                .forEach(
                        cause ->
                                alerts.sendAlert(
                                        context.in(cause.getKey()),
                                        Alert.of(
                                                        "NIGHTSHIFT_BACKFILL_GATE_CLOSED",
                                                        Severity.CRITICAL,
                                                        "%s halted in stage %d: %s"
                                                                .formatted(
                                                                        migration,
                                                                        stage,
                                                                        cause.getValue()))
                                                .withMeta(Map.of(MIGRATION, migration))
                                                .withPlace(TAB, MODULE)));
    }

    /** Ends what these companies were told of this migration. Safe to repeat. */
    public void over(
            PlatformContext context,
            Collection<CompanyId> companies,
            String migration,
            String reason) {
        for (CompanyId company : companies) {
            TenantContext tenant = context.in(company);
            boolean told =
                    store.list(tenant, new Document("openKey", KEY), 1).stream()
                            .map(alert -> alert.get("meta", new Document()))
                            .anyMatch(meta -> migration.equals(meta.get(MIGRATION, migration)));
            if (told) {
                var _ = store.recovered(tenant, KEY, clock.instant(), reason);
            }
        }
    }
}
