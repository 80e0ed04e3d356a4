package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.stages.StagePlan;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.Counts;
import dev.nightshift.migrations.ledger.FailedDocument;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a backfill stands, with each company. Names are part of the JSON contract.
 *
 * @param state of the migration; what its run does now is {@code runState}
 * @param reason why, for an operator; may be empty
 * @param stage the stage at hand, from 1; 0 before the first
 * @param etaMs until all stages are done at the pace so far, and no faster than the cap; null
 *     unless it is at work and has one
 * @param stragglers companies at work for much longer than others took under the same limits
 */
public record BackfillStatus(
        String migration,
        String summary,
        String collection,
        String state,
        String reason,
        int stage,
        int stages,
        @Nullable Long runId,
        @Nullable String runState,
        String startedBy,
        @Nullable Instant startedAt,
        long companiesDone,
        long companiesFailed,
        long companies,
        long changed,
        long unchanged,
        long failed,
        long conflicts,
        long rate,
        int concurrency,
        @Nullable Long documentsPerSecond,
        @Nullable Long etaMs,
        List<String> stragglers,
        List<String> excluded,
        List<CompanyRow> grid) {
    /** One company. {@code percent} is null before it is known. */
    public record CompanyRow(
            String companyId,
            int stage,
            String state,
            @Nullable Long percent,
            long matching,
            long changed,
            long unchanged,
            long failed,
            long conflicts,
            long restored,
            long changedSince,
            @Nullable Long remaining,
            @Nullable Long durationMs,
            String by,
            String approvedBy,
            @Nullable Instant restorableUntil,
            @Nullable String failure,
            @Nullable String note,
            List<FailedDocument> failedDocuments) {}

    public BackfillStatus {
        stragglers = List.copyOf(stragglers);
        excluded = List.copyOf(excluded);
        grid = List.copyOf(grid);
    }

    static BackfillStatus of(
            Migration migration,
            MigrationRecord record,
            BackfillOptions options,
            List<Company> companies,
            Map<CompanyId, CompanyRecord> records,
            Optional<RunRow> run,
            Instant now) {
        Set<CompanyId> known =
                companies.stream().map(Company::id).collect(java.util.stream.Collectors.toSet());
        StagePlan plan =
                StagePlan.of(
                        migration.id(),
                        companies,
                        isBegun(record) ? record.startedAt() : Instant.MAX,
                        options.stages(),
                        kept(options.pins(), known),
                        options.excluded().stream()
                                .filter(known::contains)
                                .collect(java.util.stream.Collectors.toSet()));
        List<CompanyRecord> all = new ArrayList<>();
        Map<CompanyId, Integer> stages = plan.byCompany();
        for (Company company : plan.all()) {
            CompanyRecord stored = records.get(company.id());
            int stage = stages.getOrDefault(company.id(), 0);
            all.add(
                    stored == null
                            ? CompanyRecord.pending(company.id(), migration.id(), stage)
                            : stored.change().stage(stage).done());
        }
        Counts sum = all.stream().map(CompanyRecord::counts).reduce(Counts.NONE, Counts::plus);
        Long pace = pace(run, options.rate());
        return new BackfillStatus(
                migration.id(),
                migration.summary(),
                migration.collection(),
                record.state().name(),
                record.reason(),
                record.stage(),
                plan.stages().size(),
                run.map(RunRow::runId).orElse(null),
                run.map(row -> row.state().name()).orElse(null),
                record.by(),
                isBegun(record) ? record.startedAt() : null,
                count(all, CompanyState.DONE),
                count(all, CompanyState.FAILED),
                all.size(),
                sum.changed(),
                sum.unchanged(),
                sum.failed(),
                sum.conflicts(),
                options.rate(),
                options.concurrency(),
                pace,
                run.isPresent() && BackfillJob.isRollback(run.get())
                        ? etaBack(run.get(), pace)
                        : eta(all, pace),
                Stragglers.of(all, record.options(), now),
                plan.excluded().stream().map(CompanyId::value).toList(),
                all.stream().map(one -> row(one, now)).toList());
    }

    private static boolean isBegun(MigrationRecord record) {
        return !record.startedAt().equals(Instant.EPOCH);
    }

    private static Map<CompanyId, Integer> kept(
            Map<CompanyId, Integer> pins, Set<CompanyId> known) {
        return pins.entrySet().stream()
                .filter(pin -> known.contains(pin.getKey()))
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static long count(List<CompanyRecord> records, CompanyState state) {
        return records.stream().filter(record -> record.state() == state).count();
    }

    /**
     * Of the time at work alone: a pause does not count as slow work. Never above the cap, which
     * may have come down since.
     */
    private static @Nullable Long pace(Optional<RunRow> run, long cap) {
        return run.filter(row -> row.state() == RunState.RUNNING && row.durationMs() > 0)
                .map(row -> row.done() * 1_000 / row.durationMs())
                .map(pace -> capped(pace, cap))
                .filter(pace -> pace > 0)
                .orElse(null);
    }

    private static @Nullable Long etaBack(RunRow rollback, @Nullable Long pace) {
        Long total = rollback.total();
        return pace == null || total == null
                ? null
                : millis((double) (total - rollback.done()), pace);
    }

    /** What is worked at from now on: as so far, but no faster than the cap; 0 is none. */
    static long capped(long pace, long cap) {
        return cap == 0 ? pace : Math.min(pace, cap);
    }

    private static long millis(double documents, long pace) {
        return Math.round(documents / pace * 1_000);
    }

    /** Companies that were not begun are taken to be like those that were. */
    private static @Nullable Long eta(List<CompanyRecord> records, @Nullable Long pace) {
        List<CompanyRecord> begun =
                records.stream().filter(record -> record.startedAt() != null).toList();
        if (pace == null || begun.isEmpty()) {
            return null;
        }
        long matching = begun.stream().mapToLong(CompanyRecord::matching).sum();
        long open =
                begun.stream()
                        .filter(record -> record.state() != CompanyState.DONE)
                        .mapToLong(
                                record -> Math.max(0, record.matching() - record.counts().seen()))
                        .sum();
        double unknown = (double) matching / begun.size() * (records.size() - begun.size());
        return millis(open + unknown, pace);
    }

    private static CompanyRow row(CompanyRecord record, Instant now) {
        Counts counts = record.counts();
        return new CompanyRow(
                record.company().value(),
                record.stage(),
                record.state().name(),
                percent(record),
                record.matching(),
                counts.changed(),
                counts.unchanged(),
                counts.failed(),
                counts.conflicts(),
                record.restored(),
                record.changedSince(),
                record.remaining(),
                record.durationMs(now),
                record.by(),
                record.approvedBy(),
                record.imagesUntil(),
                record.failure(),
                record.note(),
                record.failed());
    }

    private static @Nullable Long percent(CompanyRecord record) {
        return switch (record.state()) {
            case PENDING -> null;
            case DONE -> 100L;
            case RUNNING -> share(record.counts().seen(), record.matching());
            case FAILED ->
                    record.wayBack().isOpen()
                            ? takenBack(record)
                            : share(record.counts().seen(), record.matching());
            case ROLLING_BACK -> takenBack(record);
            case ROLLED_BACK -> null;
        };
    }

    private static @Nullable Long takenBack(CompanyRecord record) {
        return share(record.restored() + record.changedSince(), record.counts().changed());
    }

    private static @Nullable Long share(long done, long all) {
        return all == 0 ? null : Math.min(99, done * 100 / all);
    }
}
