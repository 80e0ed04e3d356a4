package dev.nightshift.jobs.retention;

import dev.nightshift.platform.tenant.TenantContext;

/**
 * A kind of record that is kept for some time and then deleted; it alone knows for how long.
 * Thread-safe; deleting again after a failure deletes the rest.
 */
public interface Retained {
    /** The kind, as operators call it and as it is counted; for example {@code alerts}. */
    String name();

    /** How many of the company's records were kept long enough. */
    long count(TenantContext company);

    /**
     * Deletes some of them.
     *
     * @param limit at most so many
     * @return how many; less than the limit when none is left
     */
    long delete(TenantContext company, int limit);
}
