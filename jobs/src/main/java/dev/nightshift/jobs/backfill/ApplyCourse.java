package dev.nightshift.jobs.backfill;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.backfill.company.ApplyTask;
import dev.nightshift.jobs.backfill.company.CompanyTask;
import dev.nightshift.jobs.backfill.company.Guarded;
import dev.nightshift.jobs.backfill.company.KeysTask;
import dev.nightshift.jobs.backfill.company.Records;
import dev.nightshift.jobs.backfill.company.Surroundings;
import dev.nightshift.jobs.backfill.stages.Gates;
import dev.nightshift.jobs.backfill.stages.StagePlan;
import dev.nightshift.jobs.runs.RunHandle;
import dev.nightshift.migrations.Checksum;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantIndexes;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The stages of a backfill, one after the other. A stage ends when its gates hold and, where that
 * is asked for, when somebody approved. Companies that are settled are not begun again.
 */
final class ApplyCourse implements Course {
    private static final long FEW_ERRORS = 50;
    private static final int TOLD = 20;

    private final BackfillJob.Parts parts;
    private final RunHandle run;
    private final Migration migration;
    private final Surroundings around;
    private final String checksum;
    private final Instant begunAt;
    private final BackfillOptions options;
    private final Gates gates;
    private final StagePlan plan;
    private final Records records;
    private int stage;

    ApplyCourse(
            BackfillJob.Parts parts,
            Migration migration,
            Surroundings around,
            Function<BackfillOptions, Gates> gates) {
        this.parts = parts;
        this.run = around.run();
        this.migration = migration;
        this.around = around;
        this.checksum = Checksum.of(migration);
        MigrationRecord begun =
                parts.migrations().change(run.platform(), migration.id(), this::begin);
        this.begunAt = begun.startedAt();
        this.options = BackfillOptions.of(begun.options());
        this.gates = gates.apply(options);
        this.plan =
                StagePlan.of(
                        migration.id(),
                        parts.companies().list(run.platform()),
                        options.stages(),
                        options.pins(),
                        options.excluded());
        parts.ledger().prepare(run.platform(), plan.all().stream().map(Company::id).toList());
        this.records = new Records(BackfillJob.records(parts, run, migration.id(), plan));
    }

    private MigrationRecord begin(MigrationRecord record) {
        return switch (record.state()) {
            case NEW, ROLLED_BACK ->
                    record.with(BackfillOptions.of(run.parameters()).toParameters())
                            .withApprovals(List.of())
                            .begun(
                                    checksum,
                                    run.runId(),
                                    run.platform().actor(),
                                    parts.clock().instant())
                            .in(MigrationState.STARTED, 1, "");
            case STARTED, WAITING, HALTED, CANCELLED, COMPLETE -> {
                BackfillRefusals.requireSame(migration, record);
                yield record.begun(checksum, run.runId(), record.by(), record.startedAt())
                        .in(MigrationState.STARTED, Math.max(1, record.stage()), "");
            }
            case ROLLING_BACK, FINAL -> throw BackfillRefusals.state(record, "run");
        };
    }

    @Override
    public @Nullable Leg next() {
        if (stage == plan.stages().size()) {
            return null;
        }
        stage++;
        List<Company> open =
                plan.stages().get(stage - 1).stream()
                        .filter(company -> isOpen(records.of(company.id())))
                        .toList();
        if (!open.isEmpty()) {
            int now = stage;
            parts.migrations()
                    .change(
                            run.platform(),
                            migration.id(),
                            record ->
                                    record.state() == MigrationState.STARTED
                                            ? record.in(MigrationState.STARTED, now, halfBack())
                                            : record);
        }
        return new Leg(open, new Guarded(task(), around, records));
    }

    // A company that was rolled back by itself stays so until the backfill is begun anew, or
    // somebody takes it in again.
    private boolean isOpen(CompanyRecord record) {
        Instant ended = record.endedAt();
        return !record.isSettled()
                || (record.state() == CompanyState.ROLLED_BACK
                        && (ended == null || !ended.isAfter(begunAt)));
    }

    /** Says which companies wait for the end of their own rollback; empty when none does. */
    private String halfBack() {
        List<String> open =
                records.all().stream()
                        .filter(record -> record.wayBack().isOpen())
                        .map(record -> record.company().value())
                        .sorted()
                        .toList();
        return open.isEmpty()
                ? ""
                : "left out, for its rollback is not finished: %s%s; finish it: nightshift backfill rollback %s --company %s"
                        .formatted(
                                open.getFirst(),
                                open.size() == 1 ? "" : " and %d more".formatted(open.size() - 1),
                                migration.id(),
                                open.getFirst());
    }

    private List<CompanyRecord> judged() {
        return records.of(plan.stages().get(stage - 1)).stream()
                .filter(record -> !record.wayBack().isOpen())
                .toList();
    }

    private CompanyTask task() {
        String approver =
                stage == 1
                        ? ""
                        : parts.migrations()
                                .show(run.platform(), migration.id())
                                .approver(stage - 1);
        return switch (migration) {
            case DataMigration data ->
                    new ApplyTask(data, checksum, options, approver, around, records);
            case SchemaMigration schema -> new KeysTask(schema, checksum, around, records, false);
        };
    }

    @Override
    public void look() {
        List<CompanyRecord> now = judged();
        if (now.stream().mapToLong(record -> record.counts().failed()).sum() > FEW_ERRORS) {
            Gates.Closed closed = gates.tooManyErrors(now);
            if (closed != null) {
                throw halt(closed);
            }
        }
    }

    @Override
    public boolean done() {
        Gates.Closed closed = gates.closed(run.platform(), judged());
        if (closed != null) {
            throw halt(closed);
        }
        if (stage == plan.stages().size()) {
            finish();
            return true;
        }
        if (!options.approval()) {
            return true;
        }
        MigrationRecord record =
                parts.migrations()
                        .change(
                                run.platform(),
                                migration.id(),
                                now ->
                                        now.state() == MigrationState.STARTED
                                                        && now.approver(stage).isEmpty()
                                                ? now.in(
                                                        MigrationState.WAITING,
                                                        stage,
                                                        "stage %d is done; the next waits for an approval"
                                                                .formatted(stage))
                                                : now);
        if (record.state() == MigrationState.STARTED) {
            return true;
        }
        // Who cancelled it ends the run as well.
        if (record.state() == MigrationState.WAITING) {
            run.pause(record.reason());
        }
        return false;
    }

    private void finish() {
        if (migration instanceof SchemaMigration schema) {
            TenantIndexes indexes =
                    parts.mongo().platform().indexes(run.platform(), migration.collection());
            schema.indexes().forEach(indexes::build);
        }
        parts.migrations()
                .change(
                        run.platform(),
                        migration.id(),
                        record ->
                                record.state() == MigrationState.STARTED
                                        ? record.in(MigrationState.COMPLETE, stage, halfBack())
                                        : record);
    }

    private NightshiftException halt(Gates.Closed closed) {
        parts.migrations()
                .change(
                        run.platform(),
                        migration.id(),
                        record ->
                                record.state() == MigrationState.STARTED
                                        ? record.in(MigrationState.HALTED, stage, closed.reason())
                                        : record);
        closed.companies().stream()
                .limit(TOLD)
                .forEach(
                        company ->
                                parts.alerts()
                                        .sendAlert(
                                                run.platform().in(company),
                                                Alert.of(
                                                                "NIGHTSHIFT_BACKFILL_GATE_CLOSED",
                                                                Severity.CRITICAL,
                                                                "%s halted in stage %d: %s"
                                                                        .formatted(
                                                                                migration.id(),
                                                                                stage,
                                                                                closed.reason()))
                                                        .withPlace("NIGHTSHIFT", "BACKFILL")));
        return new NightshiftException(
                migration instanceof SchemaMigration
                        ? FailureCode.DUPLICATE_KEYS
                        : FailureCode.BACKFILL_HALTED,
                "Stage %d of %s does not pass its gates: %s."
                        .formatted(stage, migration.id(), closed.reason()),
                "See which documents: nightshift backfill status %s; mend them, then: nightshift backfill resume %s"
                        .formatted(migration.id(), migration.id()));
    }

    @Override
    public Records records() {
        return records;
    }

    /** Companies that were not begun are taken to be like those that were. */
    @Override
    public long total() {
        long matching = 0;
        long begun = 0;
        for (CompanyRecord record : records.all()) {
            if (record.startedAt() != null) {
                matching += record.matching();
                begun++;
            }
        }
        return begun == 0 ? 0 : matching * records.all().size() / begun;
    }
}
