package dev.nightshift.alerts.registry.validation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.Map;
import java.util.Optional;

/** Whether a company has set up who is told of a severity, and how. Thread-safe. */
public interface SeveritySettings {
    /**
     * What is missing.
     *
     * @param reason what
     * @param fix what to do about it
     */
    record Gap(String reason, String fix) {}

    /** By severity, the gap where there is one; a severity that was not looked at is missing. */
    Map<Severity, Optional<Gap>> gaps(TenantContext context);
}
