package dev.nightshift.jobs.sloprobe;

import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a probe is asked for.
 *
 * @param company null for every company that takes work
 * @param slo only that one; null for all of the plans
 * @param full with what frequent probes leave out, and with all requests at once
 * @param requests instead of what the plans say; 0 for that
 */
public record SloProbeRequest(
        @Nullable CompanyId company, @Nullable String slo, boolean full, int requests) {
    /** A full probe is among the newest runs while it is at work. */
    private static final int RECENT = 100;

    private static final String COMPANY = "company";
    private static final String SLO = "slo";
    private static final String FULL = "full";
    private static final String REQUESTS = "requests";

    /** Every SLO of every company. */
    public static SloProbeRequest all(boolean full) {
        return new SloProbeRequest(null, null, full, 0);
    }

    static SloProbeRequest of(Map<String, String> parameters) {
        String company = parameters.get(COMPANY);
        return new SloProbeRequest(
                company == null ? null : new CompanyId(company),
                parameters.get(SLO),
                Boolean.parseBoolean(parameters.get(FULL)),
                Integer.parseInt(parameters.getOrDefault(REQUESTS, "0")));
    }

    /** The full probe of all companies that is at work, or waits to be; empty when none is. */
    public static OptionalLong fullAtWork(RunRegistry registry) {
        return registry.list(new RunFilter(null, SloProbeJob.NAME, null, RECENT)).stream()
                .filter(run -> run.state().isActive())
                .filter(run -> run.companyId() == null)
                .filter(run -> Boolean.parseBoolean(run.parameters().get(FULL)))
                .mapToLong(RunRow::runId)
                .findFirst();
    }

    /** The run; two probes at once would measure each other, so that one waits. */
    public RunRequest run(PlatformContext context) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (slo != null) {
            parameters.put(SLO, slo);
        }
        parameters.put(FULL, Boolean.toString(full));
        parameters.put(REQUESTS, Integer.toString(requests));
        RunRequest run =
                company == null
                        ? RunRequest.forPlatform(SloProbeJob.NAME, context, context.requestId())
                        : RunRequest.forCompany(
                                        SloProbeJob.NAME, context.in(company), context.requestId())
                                .with(COMPANY, company.value());
        return run.exclusive(SloProbeJob.NAME).with(parameters);
    }
}
