package dev.nightshift.jobs.runs.store;

import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

/**
 * Which runs to list, newest first; null takes any.
 *
 * @param limit how many at most
 */
public record RunFilter(
        @Nullable CompanyId company, @Nullable String job, @Nullable RunState state, int limit) {
    /** The newest runs of all companies and jobs. */
    public static RunFilter newest(int limit) {
        return new RunFilter(null, null, null, limit);
    }
}
