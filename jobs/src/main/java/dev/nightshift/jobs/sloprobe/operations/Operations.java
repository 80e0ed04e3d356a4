package dev.nightshift.jobs.sloprobe.operations;

import dev.nightshift.alerts.readiness.TrialEmits;
import dev.nightshift.jobs.sloprobe.http.HttpCall;
import dev.nightshift.jobs.sloprobe.measure.OpenProbe;
import dev.nightshift.jobs.sloprobe.plan.Probing;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.BiFunction;

/** Makes each probe's operation for a company. Thread-safe. */
public final class Operations {
    private final Companies companies;
    private final TenantStore store;
    private final BiFunction<TenantContext, String, TrialEmits> emits;
    private final Map<String, String> environment;
    private final InstantSource clock;

    /**
     * Over stores that the caller closes.
     *
     * @param emits hands over trials of a code's alerts
     * @param environment where plans say that secrets are
     */
    public Operations(
            Companies companies,
            TenantStore store,
            BiFunction<TenantContext, String, TrialEmits> emits,
            Map<String, String> environment,
            InstantSource clock) {
        this.companies = companies;
        this.store = store;
        this.emits = emits;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /**
     * Makes it ready; what a killed probe left is taken away first.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException BAD_SETTING when a variable is
     *     not set
     */
    public OpenProbe open(TenantContext company, Probing probing) {
        return switch (probing.probe()) {
            case COMPANY_READ -> new CompanyRead(companies, company);
            case COMPANY_WRITE -> CompanyWrite.open(store, company, clock);
            case LEAD_SUBMIT ->
                    LeadSubmit.open(store, company, probing.maxRequests() + Probing.WARM_UP, clock);
            case ALERT_EMIT -> new AlertEmit(emits, company);
            case HTTP ->
                    HttpCall.open(
                            probing.target().orElseThrow(),
                            company.companyId(),
                            probing.timeout(),
                            environment);
        };
    }
}
