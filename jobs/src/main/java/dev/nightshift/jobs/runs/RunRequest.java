package dev.nightshift.jobs.runs;

import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A wish for a run. Immutable.
 *
 * @param job name of the definition
 * @param company null for a run of the platform itself
 * @param instanceKey what makes two launches the same work, for example company and checksum; at
 *     most one run of it is not over
 * @param exclusiveKey what the run must have to itself while it works, for example {@code
 *     csv-import/demo}; another run that wants it waits
 * @param parameters by name, kept for restarts
 * @param secrets names of parameters that are never stored or shown
 * @param startedBy a user name, a schedule, a drill
 * @param requestId ties together all log lines of the request
 */
public record RunRequest(
        String job,
        @Nullable CompanyId company,
        String instanceKey,
        @Nullable String exclusiveKey,
        Map<String, String> parameters,
        Set<String> secrets,
        String startedBy,
        String requestId) {
    private static final String MASK = "***";

    public RunRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        secrets = Set.copyOf(secrets);
    }

    /** A run for a company. */
    public static RunRequest forCompany(String job, TenantContext context, String instanceKey) {
        return new RunRequest(
                job,
                context.company(),
                instanceKey,
                null,
                Map.of(),
                Set.of(),
                context.actor(),
                context.requestId());
    }

    /** A run of the platform itself. */
    public static RunRequest forPlatform(String job, PlatformContext context, String instanceKey) {
        return new RunRequest(
                job,
                null,
                instanceKey,
                null,
                Map.of(),
                Set.of(),
                context.actor(),
                context.requestId());
    }

    /** The same, having {@code key} to itself while it works. */
    public RunRequest exclusive(String key) {
        return new RunRequest(
                job, company, instanceKey, key, parameters, secrets, startedBy, requestId);
    }

    /** The same with one more parameter. */
    public RunRequest with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** The same with more parameters. */
    public RunRequest with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(more);
        return new RunRequest(
                job, company, instanceKey, exclusiveKey, all, secrets, startedBy, requestId);
    }

    /** The same with one more parameter that is never stored or shown. */
    public RunRequest withSecret(String name, String value) {
        Set<String> more = new HashSet<>(secrets);
        more.add(name);
        RunRequest open = with(name, value);
        return new RunRequest(
                job,
                company,
                instanceKey,
                exclusiveKey,
                open.parameters(),
                more,
                startedBy,
                requestId);
    }

    /** The parameters as they may be stored and shown. */
    Map<String, String> maskedParameters() {
        Map<String, String> masked = new LinkedHashMap<>(parameters);
        secrets.forEach(secret -> masked.replace(secret, MASK));
        return masked;
    }

    @Override
    public String toString() {
        return "RunRequest[%s, %s, %s]".formatted(job, instanceKey, maskedParameters());
    }
}
