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
    /** The same request, seen by one company. */
    public TenantContext in(CompanyId company) {
        return new TenantContext(company, requestId, feature, actor);
    }
}
