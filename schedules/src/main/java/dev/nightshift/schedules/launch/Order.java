package dev.nightshift.schedules.launch;

import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.Schedule;

import org.jspecify.annotations.Nullable;

/**
 * One thing to run for a schedule.
 *
 * @param context the schedule as the caller
 * @param company null for a job that works for all at once
 */
public record Order(Schedule schedule, PlatformContext context, @Nullable CompanyId company) {
    /**
     * The company of a job that works for one at a time.
     *
     * @throws IllegalStateException for any other job
     */
    public CompanyId requiredCompany() {
        if (company == null) {
            throw new IllegalStateException(schedule.name() + " works for no single company");
        }
        return company;
    }
}
