package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.company.RestoreTask;
import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Guarded;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.jobs.backfill.stages.GateAlerts;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Takes a migration back, for one company or for all that have something to take back. */
final class RollbackCourse implements Course {
    private final BackfillJob.Parts parts;
    private final RunHandle run;
    private final Migration migration;
    private final boolean whole;
    private final List<Company> companies;
    private final Records records;
    private final CompanyTask task;
    private boolean begun;

    RollbackCourse(BackfillJob.Parts parts, Migration migration, Surroundings around) {
        this.parts = parts;
        this.run = around.run();
        this.migration = migration;
        if (!(migration instanceof DataMigration data)) {
            throw new IllegalStateException("a migration of indexes is not rolled back");
        }
        String one = run.parameters().get(BackfillJob.COMPANY);
        this.whole = one == null;
        List<Company> all =
                parts.companies().list(run.platform()).stream()
                        .filter(company -> one == null || company.id().value().equals(one))
                        .toList();
        var stored =
                parts.ledger()
                        .find(
                                run.platform(),
                                migration.id(),
                                all.stream().map(Company::id).toList());
        this.companies = all.stream().filter(company -> stored.containsKey(company.id())).toList();
        this.records = new Records(stored.values());
        this.task =
                new Guarded(
                        new RestoreTask(
                                data,
                                Boolean.parseBoolean(run.parameters().get(BackfillJob.FORCE)),
                                around,
                                records),
                        around,
                        records);
    }

    @Override
    public @Nullable Leg next() {
        if (begun) {
            return null;
        }
        begun = true;
        parts.migrations().change(run.platform(), migration.id(), this::begin);
        List<Company> open =
                run.attempt() == 1
                        ? companies
                        : companies.stream()
                                .filter(
                                        company ->
                                                records.of(company.id()).state()
                                                        != CompanyState.ROLLED_BACK)
                                .toList();
        return new Leg(open, task);
    }

    private MigrationRecord begin(MigrationRecord record) {
        BackfillRefusals.requireNewest(record, run);
        return switch (record.state()) {
            case STARTED, WAITING, HALTED, CANCELLED, COMPLETE, ROLLING_BACK, ROLLED_BACK ->
                    whole
                            ? record.at(run.runId())
                                    .in(MigrationState.ROLLING_BACK, record.stage(), "")
                            : record.at(run.runId());
            case NEW, FINAL -> throw BackfillRefusals.state(record, "be rolled back");
        };
    }

    @Override
    public boolean done() {
        List<CompanyRecord> failed =
                records.all().stream()
                        .filter(record -> record.state() == CompanyState.FAILED)
                        .toList();
        if (!failed.isEmpty()) {
            throw new NightshiftException(
                    FailureCode.BACKFILL_STATE,
                    "%d companies could not be rolled back, the first is '%s'."
                            .formatted(failed.size(), failed.getFirst().company()),
                    "See why: nightshift backfill status %s; then go on: nightshift runs restart %d"
                            .formatted(migration.id(), run.runId()));
        }
        new GateAlerts(parts.alertStore(), parts.clock())
                .over(
                        run.platform(),
                        companies.stream().map(Company::id).toList(),
                        migration.id(),
                        migration.id() + " is rolled back");
        if (whole) {
            parts.migrations()
                    .change(
                            run.platform(),
                            migration.id(),
                            record ->
                                    record.state() == MigrationState.ROLLING_BACK
                                            ? record.in(
                                                            MigrationState.ROLLED_BACK,
                                                            0,
                                                            "rolled back by "
                                                                    + run.platform().actor())
                                                    .withApprovals(List.of())
                                            : record);
        }
        return true;
    }

    @Override
    public String slower() {
        String one = run.parameters().get(BackfillJob.COMPANY);
        return "nightshift backfill set %s --rate N; then: nightshift backfill rollback %s %s"
                .formatted(
                        migration.id(), migration.id(), one == null ? "--all" : "--company " + one);
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public long seen() {
        return records.all().stream()
                .mapToLong(record -> record.restored() + record.changedSince())
                .sum();
    }

    @Override
    public long total() {
        return records.all().stream().mapToLong(record -> record.counts().changed()).sum();
    }
}
