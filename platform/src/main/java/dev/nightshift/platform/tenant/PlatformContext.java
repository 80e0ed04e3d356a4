package dev.nightshift.platform.tenant;

/**
 * The platform itself as the caller, for the few collections that have no company. Named at each
 * use, so that every place that steps outside a company can be found by its type.
 *
 * @param requestId ties together all log lines and alerts of one request or run
 * @param feature the job or command
 * @param actor who asked
 */
public record PlatformContext(String requestId, String feature, String actor) {
    /**
     * Whose alerts those are that are nobody's, such as of a failed run over all companies. No
     * company has this id.
     */
    public static final CompanyId SERVICE = new CompanyId("nightshift");

    /** The same request, as the service's own. */
    public TenantContext service() {
        return in(SERVICE);
    }

    /** The same request, seen by one company. */
    public TenantContext in(CompanyId company) {
        return new TenantContext(company, requestId, feature, actor);
    }
}
