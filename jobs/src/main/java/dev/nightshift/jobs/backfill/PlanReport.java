package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.company.sample.Samples;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.Counts;
import dev.nightshift.migrations.ledger.FailedDocument;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
 * @param failureCode of the first company that was not looked at to its end; null when all were
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

    /**
     * Adds up what was found.
     *
     * @param state of the migration
     * @param records of all companies, as they would be
     */
    static PlanReport of(
            long runId,
            Migration migration,
            String state,
            BackfillOptions options,
            Collection<CompanyRecord> records,
            Samples samples,
            List<String> missingIndexes) {
        List<CompanyRecord> sorted =
                records.stream()
                        .sorted(
                                Comparator.comparingInt(CompanyRecord::stage)
                                        .thenComparing(CompanyRecord::company))
                        .toList();
        Counts sum = sorted.stream().map(CompanyRecord::counts).reduce(Counts.NONE, Counts::plus);
        List<CompanyRecord> broken =
                sorted.stream().filter(record -> record.failure() != null).toList();
        List<String> notes = new ArrayList<>(samples.notes());
        broken.forEach(
                record ->
                        notes.add(
                                "the company '%s' was not looked at to its end: %s"
                                        .formatted(record.company(), record.failure())));
        return new PlanReport(
                runId,
                migration.id(),
                migration.collection(),
                state,
                sum.seen(),
                sum.changed(),
                sum.unchanged(),
                sum.failed(),
                failures(migration, samples, sum.failed()),
                estimateMs(samples, options, sorted, sum.changed()),
                missingIndexes,
                sorted.stream()
                        .map(
                                record ->
                                        new Company(
                                                record.company().value(),
                                                record.stage(),
                                                record.counts().seen(),
                                                record.counts().changed(),
                                                record.counts().failed()))
                        .toList(),
                samples.shown(),
                notes,
                broken.stream()
                        .map(CompanyRecord::failure)
                        .filter(Objects::nonNull)
                        .map(failure -> failure.replaceFirst(":.*", ""))
                        .findFirst()
                        .orElse(null));
    }

    private static Map<String, Long> failures(Migration migration, Samples samples, long failed) {
        return switch (migration) {
            case DataMigration data -> samples.failures();
            case SchemaMigration schema ->
                    failed == 0
                            ? Map.of()
                            : Map.of(FailedDocument.Code.DUPLICATE_KEY.name(), failed);
        };
    }

    /** No more companies are worked at than have something to change, and no faster than asked. */
    private static long estimateMs(
            Samples samples, BackfillOptions options, List<CompanyRecord> companies, long changed) {
        long busy = companies.stream().filter(one -> one.counts().changed() > 0).count();
        long worked = samples.estimateMs(changed) / Math.clamp(busy, 1, options.concurrency());
        return options.rate() == 0 ? worked : Math.max(worked, changed * 1_000 / options.rate());
    }

    /** A plan, and how its run ended. */
    public record Planned(RunReport run, @Nullable PlanReport report) {}
}
