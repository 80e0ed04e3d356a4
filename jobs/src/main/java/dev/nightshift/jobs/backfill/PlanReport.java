package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.company.Samples;
import dev.nightshift.jobs.runs.RunReport;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What a backfill would do. Names are part of the JSON contract.
 *
 * @param matches documents that need the migration
 * @param wouldChange of these, written
 * @param wouldFail of these, left as they are
 * @param etaMs how long a run would take, measured on a sample; an estimate
 * @param missingIndexes that the run would build first
 * @param samples some changes; values as shapes, without what is in them
 * @param notes what could not be found out, in sentences
 */
public record PlanReport(
        long runId,
        String migration,
        String collection,
        String state,
        long matches,
        long wouldChange,
        long unchanged,
        long wouldFail,
        Map<String, Long> failuresByCode,
        long etaMs,
        List<String> missingIndexes,
        List<Company> companies,
        List<Samples.Sample> samples,
        List<String> notes,
        @Nullable String failureCode) {
    /** One company's share. */
    public record Company(
            String companyId, int stage, long matches, long wouldChange, long wouldFail) {}

    public PlanReport {
        companies = List.copyOf(companies);
        samples = List.copyOf(samples);
        notes = List.copyOf(notes);
    }

    /** A plan, and how its run ended. */
    public record Planned(RunReport run, @Nullable PlanReport report) {}
}
