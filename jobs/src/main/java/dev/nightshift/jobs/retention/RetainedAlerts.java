package dev.nightshift.jobs.retention;

import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.platform.tenant.TenantContext;

/**
 * Alerts: unresolved WARNING and CRITICAL are kept for ever, resolved ones for 90 days, INFO for
 * 60, resolved INFO for 30. Thread-safe.
 */
public final class RetainedAlerts implements Retained {
    private final AlertStore store;

    /** Over the record of alerts. */
    public RetainedAlerts(AlertStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "alerts";
    }

    @Override
    public long count(TenantContext company) {
        return store.countOld(company);
    }

    @Override
    public long delete(TenantContext company, int limit) {
        return store.deleteOld(company, limit);
    }
}
