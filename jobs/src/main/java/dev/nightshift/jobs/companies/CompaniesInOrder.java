package dev.nightshift.jobs.companies;

import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.util.List;

/**
 * Companies by id, behind the last one that was committed; the run's counts are committed with
 * them. Used by one thread; opened anew it begins behind the last company that an attempt before
 * committed.
 */
public final class CompaniesInOrder implements ItemStreamReader<CompanyId> {
    private static final String LAST = "lastCompany";

    private final List<CompanyId> companies;
    private final KeptCounts counts;
    private int next;

    /** Of a sorted list. */
    public CompaniesInOrder(List<CompanyId> companies, KeptCounts counts) {
        this.companies = companies;
        this.counts = counts;
    }

    @Override
    public void open(ExecutionContext position) {
        String last = position.getString(LAST, "");
        while (next < companies.size() && companies.get(next).value().compareTo(last) <= 0) {
            next++;
        }
        counts.restore(position);
    }

    @Override
    public void update(ExecutionContext position) {
        if (next > 0) {
            position.putString(LAST, companies.get(next - 1).value());
        }
        counts.store(position);
    }

    @Override
    public @Nullable CompanyId read() {
        return next < companies.size() ? companies.get(next++) : null;
    }
}
