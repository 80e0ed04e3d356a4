package dev.nightshift.alerts;

import dev.nightshift.platform.tenant.TenantContext;

/**
 * The one door for alerts. Thread-safe; {@link #sendAlert} hands the alert to a bounded queue and
 * returns: it neither waits for a store or a channel nor fails because of one.
 */
public interface AlertService {
    /** Hands an alert over. The company is the context's, whatever the alert's details say. */
    void sendAlert(TenantContext context, Alert alert);
}
