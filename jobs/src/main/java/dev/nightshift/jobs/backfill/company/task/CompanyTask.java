package dev.nightshift.jobs.backfill.company.task;

import dev.nightshift.platform.companies.Company;

import org.springframework.batch.core.job.JobInterruptedException;

/** What is done with one company after the other. Thread-safe: several companies at once. */
@FunctionalInterface
public interface CompanyTask {
    /**
     * Does it, or what is left of it. A company that fails is noted by the task itself.
     *
     * @throws JobInterruptedException when the run is to end; the position is kept
     * @throws dev.nightshift.platform.failure.NightshiftException when no company can go on
     */
    void work(Company company) throws JobInterruptedException, InterruptedException;
}
