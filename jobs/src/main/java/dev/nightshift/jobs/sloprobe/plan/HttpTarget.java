package dev.nightshift.jobs.sloprobe.plan;

import java.net.URI;

/**
 * Where an HTTP probe asks. Its text never holds what may be a secret: a query, or a header's
 * value.
 *
 * @param url as the plan has it; {@code {companyId}} in the path or query is replaced
 * @param method GET or HEAD
 * @param expect the status of a good answer
 * @param authorizationEnv variable with the value of the Authorization header; empty for none
 * @param inside whether addresses of private networks and of this machine are meant
 */
public record HttpTarget(
        String url, String method, int expect, String authorizationEnv, boolean inside) {
    /** The address for a company. */
    public URI address(String companyId) {
        return URI.create(url.replace("{companyId}", companyId));
    }

    /** Scheme, host and path. */
    public String shown() {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query) + "?…";
    }

    @Override
    public String toString() {
        return method + " " + shown();
    }
}
