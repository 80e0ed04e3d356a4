package dev.nightshift.alerts.registry.validation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.List;
import java.util.Map;

/** Whether a company has set up who is told of a severity, and how. Thread-safe. */
public interface SeveritySettings {
    /**
     * What is missing.
     *
     * @param reason what
     * @param fix what to do about it
     */
    record Gap(String reason, String fix) {}

    /** By severity, what is missing; a severity that was not looked at is not in the map. */
    Map<Severity, List<Gap>> gaps(TenantContext context);
}
