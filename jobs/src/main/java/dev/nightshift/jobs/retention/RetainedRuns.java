package dev.nightshift.jobs.retention;

import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.platform.tenant.TenantContext;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A company's runs, and all that Spring Batch keeps of them: those that ended 90 days ago, failed
 * ones after 365. Paused runs stay. Runs of the platform itself are housekeeping's. Thread-safe.
 */
public final class RetainedRuns implements Retained {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration FAILED_KEPT = Duration.ofDays(365);

    private final Supplier<RunRegistry> runs;

    /**
     * Of a registry.
     *
     * @param runs asked when it is needed: the registry knows this job, too
     */
    public RetainedRuns(Supplier<RunRegistry> runs) {
        this.runs = runs;
    }

    @Override
    public String name() {
        return "runs";
    }

    @Override
    public long count(TenantContext company) {
        return runs.get().countOld(company.company(), KEPT, FAILED_KEPT);
    }

    @Override
    public long delete(TenantContext company, int limit) {
        return runs.get().purgeSome(company.company(), KEPT, FAILED_KEPT, limit);
    }
}
