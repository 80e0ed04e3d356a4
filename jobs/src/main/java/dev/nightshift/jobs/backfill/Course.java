package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.platform.companies.Company;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;

import java.util.List;

/** What a run does, leg after leg: the stages of a backfill, or all companies at once. */
interface Course {
    /** Companies that are worked at together. */
    record Leg(List<Company> companies, CompanyTask task) {}

    /** The next leg; null when there is none. */
    @Nullable Leg next() throws JobInterruptedException, InterruptedException;

    /**
     * Judges a leg in the middle; throws when going on makes it worse. Asked a few times a second.
     */
    default void look() {}

    /**
     * Judges the leg that is done.
     *
     * @return false when the run pauses here
     */
    boolean done() throws JobInterruptedException, InterruptedException;

    /** Stops the run when it was given up by somebody who could not stop it. Asked every second. */
    default void heed() {}

    /** How an operator lets it go on with less strain. */
    String slower();

    /** All companies of the run. */
    Records records();

    /** Documents that are done with, of {@link #total}. */
    default long seen() {
        return records().all().stream().mapToLong(record -> record.counts().seen()).sum();
    }

    /** All documents there are to look at, as far as is known; 0 when nothing is. */
    long total();
}
