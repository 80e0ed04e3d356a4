package dev.nightshift.jobs.sloprobe;

import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.util.List;

/** Companies by id, behind the last one that was committed. Used by one thread. */
final class CompaniesToProbe implements ItemStreamReader<CompanyId> {
    private static final String LAST = "lastCompany";

    private final List<CompanyId> companies;
    private final ProbeCounts counts;
    private int next;

    /** Of a sorted list. */
    CompaniesToProbe(List<CompanyId> companies, ProbeCounts counts) {
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
