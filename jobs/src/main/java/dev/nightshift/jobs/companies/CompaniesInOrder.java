package dev.nightshift.jobs.companies;

import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.util.List;

/**
 * Companies by id, behind the last one that was committed; the run's counts are committed with
 * them. A company that takes long comes again and again until all of it is done, so that what was
 * counted of it is committed on the way. Used by one thread; opened anew it begins behind the last
 * company that an attempt before finished.
 */
public final class CompaniesInOrder implements ItemStreamReader<CompanyId> {
    private static final String LAST = "lastCompany";

    private final List<CompanyId> companies;
    private final KeptCounts counts;
    private int next;
    private boolean again;

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
        int finished = again ? next - 1 : next;
        if (finished > 0) {
            position.putString(LAST, companies.get(finished - 1).value());
        }
        counts.store(position);
    }

    @Override
    public @Nullable CompanyId read() {
        if (again) {
            again = false;
            return companies.get(next - 1);
        }
        return next < companies.size() ? companies.get(next++) : null;
    }

    /** Lets the company that was read last come once more: not all of it is done yet. */
    public void again() {
        again = true;
    }

    /**
     * Whether the run may go on with the company that was read last. When it was asked to stop or
     * pause the company comes again, in the next attempt: return then, for an exception would take
     * back what was counted.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException LEASE_LOST when another process
     *     may have the run by now
     */
    public boolean goesOn(RunHandle run) {
        try {
            run.checkpoint();
            return true;
        } catch (JobInterruptedException asked) {
            again();
            return false;
        }
    }
}
