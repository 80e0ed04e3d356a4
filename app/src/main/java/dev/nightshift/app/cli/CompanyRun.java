package dev.nightshift.app.cli;

import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

/** A run for one company, or for all, that a command starts and waits for. */
public final class CompanyRun {
    private CompanyRun() {}

    /** Starts the job in this thread, until its run rests. */
    @FunctionalInterface
    public interface Start {
        /**
         * Starts it.
         *
         * @param company null for all
         */
        RunReport start(
                JobStarter starter,
                PlatformContext context,
                @Nullable CompanyId company,
                RunListener listener);
    }

    /**
     * Runs the job while its progress is shown.
     *
     * @param company null for all
     * @throws dev.nightshift.platform.failure.NightshiftException COMPANY_NOT_FOUND before a run is
     *     made
     */
    public static RunReport of(
            Session session, String job, @Nullable CompanyId company, Start start) {
        PlatformContext context = session.platform(job);
        if (company != null) {
            session.existing(company, job);
        }
        Jobs jobs = session.jobs(job);
        return jobs.watched(
                listener -> start.start(jobs.runs().starter(), context, company, listener));
    }

    /** Says why the run failed, if it did. */
    public static void tellFailure(Session session, RunReport run) {
        if (run.message() != null) {
            session.printer().note("error: " + run.message());
        }
    }
}
