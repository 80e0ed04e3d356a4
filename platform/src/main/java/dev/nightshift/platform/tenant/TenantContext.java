package dev.nightshift.platform.tenant;

/**
 * For whom and why a store is called; travels from the command line, API or schedule through the
 * job to the store and the log. Immutable.
 *
 * @param company the company whose data is touched, and no other's
 * @param requestId ties together all log lines and alerts of one request or run
 * @param feature the job or command, for example {@code csv-import}
 * @param actor who asked: a user name, a schedule, a drill
 */
public record TenantContext(CompanyId company, String requestId, String feature, String actor) {
    /** The company's key as stored in documents. */
    public String companyId() {
        return company.value();
    }
}
