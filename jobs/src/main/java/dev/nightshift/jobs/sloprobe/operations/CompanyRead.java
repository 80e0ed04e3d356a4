package dev.nightshift.jobs.sloprobe.operations;

import dev.nightshift.jobs.sloprobe.measure.OpenProbe;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.concurrent.atomic.AtomicBoolean;

/** Reads the company's own record through the cache, and leaves nothing. Thread-safe. */
final class CompanyRead implements OpenProbe {
    private final Companies companies;
    private final TenantContext company;

    CompanyRead(Companies companies, TenantContext company) {
        this.companies = companies;
        this.company = company;
    }

    @Override
    public Answer request(int number) {
        AtomicBoolean missed = new AtomicBoolean();
        var _ = companies.cached(company, () -> missed.set(true));
        return missed.get() ? Answer.MISS : Answer.HIT;
    }
}
