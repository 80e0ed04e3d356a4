package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.company.ApplyTask;
import dev.nightshift.jobs.backfill.company.KeysTask;
import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Guarded;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.jobs.backfill.stages.GateAlerts;
import dev.nightshift.jobs.backfill.stages.Gates;
import dev.nightshift.jobs.backfill.stages.IndexBuild;
import dev.nightshift.jobs.backfill.stages.LongBuild;
import dev.nightshift.jobs.backfill.stages.StagePlan;
import dev.nightshift.jobs.runs.job.RunHandle;
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
import dev.nightshift.platform.mongo.index.IndexPlans;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The stages of a backfill, one after the other. A stage ends when its gates hold and, where that
 * is asked for, when somebody approved. Companies that are settled are not begun again.
 */
final class ApplyCourse implements Course {
    private static final long FEW_ERRORS = 50;

    private final BackfillJob.Parts parts;
    private final RunHandle run;
    private final Migration migration;
    private final Surroundings around;
    private final String checksum;
    private final Instant begunAt;
    private final BackfillOptions options;
    private final Gates gates;
    private final GateAlerts gateAlerts;
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
        this.gateAlerts = new GateAlerts(parts.alertStore(), parts.clock());
        this.plan =
                StagePlan.of(
                        migration.id(),
                        parts.companies().list(run.platform()),
                        begunAt,
                        options.stages(),
                        options.pins(),
                        options.excluded());
        parts.ledger().prepare(run.platform(), plan.all().stream().map(Company::id).toList());
        this.records = new Records(BackfillJob.records(parts, run, migration.id(), plan));
        takeIn();
    }

    private MigrationRecord begin(MigrationRecord record) {
        BackfillRefusals.requireNewest(record, run);
        // A first attempt was never here: such a number is of another relational store.
        boolean again = run.attempt() > 1 && record.runId() == run.runId();
        boolean goesOn = run.parameters().containsKey(BackfillJob.GOES_ON);
        return switch (record.state()) {
            case NEW, ROLLED_BACK -> {
                if (goesOn) {
                    throw BackfillRefusals.state(record, "go on");
                }
                yield record.with(BackfillOptions.of(run.parameters()).toParameters())
                        .withApprovals(List.of())
                        .begun(
                                checksum,
                                run.runId(),
                                run.platform().actor(),
                                parts.clock().instant())
                        .in(MigrationState.STARTED, 1, "");
            }
            case STARTED, WAITING, HALTED -> goOn(record, again || goesOn, again);
            // Whoever cancelled it ended this run, too: only a new one goes on.
            case CANCELLED -> goOn(record, goesOn && !again, again);
            case COMPLETE -> goOn(record, again || !included().isEmpty(), again);
            case ROLLING_BACK, FINAL -> throw BackfillRefusals.state(record, "run");
        };
    }

    private MigrationRecord goOn(MigrationRecord record, boolean allowed, boolean again) {
        if (!allowed) {
            throw BackfillRefusals.state(record, "go on");
        }
        BackfillRefusals.requireSame(migration, record);
        // What was set, or left out, since this run began stays so.
        MigrationRecord wanted =
                again || included().isEmpty()
                        ? record
                        : record.with(
                                Stragglers.paced(
                                        record.options(),
                                        BackfillOptions.of(record.options()).including(included()),
                                        around.clock().instant()));
        return wanted.begun(checksum, run.runId(), record.by(), record.startedAt())
                .in(MigrationState.STARTED, Math.max(1, record.stage()), "");
    }

    private Set<CompanyId> included() {
        return BackfillOptions.companies(run.parameters().getOrDefault(BackfillJob.INCLUDED, ""));
    }

    /** Takes in those that were rolled back by themselves. Safe to repeat. */
    private void takeIn() {
        for (CompanyId company : included()) {
            CompanyRecord record = records.of(company);
            if (record.state() == CompanyState.ROLLED_BACK && record.endedAt() != null) {
                var _ =
                        records.put(
                                parts.ledger()
                                        .save(
                                                run.platform().in(company),
                                                record.change().endedAt(null).done()));
            }
        }
    }

    @Override
    public @Nullable Leg next() throws JobInterruptedException, InterruptedException {
        if (stage == 0) {
            var indexes = parts.mongo().platform().indexes(run.platform(), migration.collection());
            LongBuild.await(run, () -> indexes.build(IndexPlans.PAGING));
        }
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
            stopIfCancelled(
                    parts.migrations()
                            .change(
                                    run.platform(),
                                    migration.id(),
                                    record ->
                                            record.state() == MigrationState.STARTED
                                                    ? record.in(
                                                            MigrationState.STARTED, now, halfBack())
                                                    : record));
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
    public void heed() {
        stopIfCancelled(parts.migrations().show(run.platform(), migration.id()));
    }

    // Who cancelled it ends the run as well, but may have died, or lost the relational store,
    // between the two.
    private void stopIfCancelled(MigrationRecord record) {
        if (record.state() == MigrationState.CANCELLED) {
            run.stop(record.reason());
        }
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
    public boolean done() throws JobInterruptedException, InterruptedException {
        Gates.Closed closed = gates.closed(run.platform(), judged());
        if (closed != null) {
            throw halt(closed);
        }
        gateAlerts.over(
                run.platform(),
                plan.stages().get(stage - 1).stream().map(Company::id).toList(),
                migration.id(),
                "stage %d of %s passes its gates".formatted(stage, migration.id()));
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
        stopIfCancelled(record);
        if (record.state() == MigrationState.WAITING) {
            run.pause(record.reason());
        }
        return false;
    }

    private void finish() throws JobInterruptedException, InterruptedException {
        if (migration instanceof SchemaMigration schema) {
            Gates.Closed against = new IndexBuild(schema, around, records).build(leftOut());
            if (against != null) {
                throw halt(
                        against,
                        "A resume looks at every company again and names the documents: nightshift backfill resume %s%s"
                                .formatted(
                                        migration.id(),
                                        against.causes().isEmpty()
                                                ? ""
                                                : "; with --include those that are left out"));
            }
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

    private List<Company> leftOut() {
        Set<CompanyId> planned = plan.byCompany().keySet();
        return parts.companies().list(run.platform()).stream()
                .filter(company -> !planned.contains(company.id()))
                .toList();
    }

    private NightshiftException halt(Gates.Closed closed) {
        return halt(
                closed,
                "See which documents: nightshift backfill status %s; mend them, then: nightshift backfill resume %s"
                        .formatted(migration.id(), migration.id()));
    }

    private NightshiftException halt(Gates.Closed closed, String hint) {
        parts.migrations()
                .change(
                        run.platform(),
                        migration.id(),
                        record ->
                                record.state() == MigrationState.STARTED
                                        ? record.in(MigrationState.HALTED, stage, closed.reason())
                                        : record);
        gateAlerts.closed(parts.alerts(), run.platform(), migration.id(), stage, closed);
        return new NightshiftException(
                migration instanceof SchemaMigration
                        ? FailureCode.DUPLICATE_KEYS
                        : FailureCode.BACKFILL_HALTED,
                "Stage %d of %s does not pass its gates: %s."
                        .formatted(stage, migration.id(), closed.reason()),
                hint);
    }

    @Override
    public String slower() {
        return "nightshift backfill resume %s, with a lower --rate or --concurrency."
                .formatted(migration.id());
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
