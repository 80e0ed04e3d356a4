package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.stages.StagePlan;
import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Starts and takes back backfills: the entry point for the command line and tests. What only looks
 * or steers is {@link BackfillDesk}. Thread-safe.
 */
public final class Backfills {
    private final BackfillJob job;
    private final BackfillJob.Parts parts;
    private final JobStarter starter;
    private final RunRegistry registry;

    public Backfills(BackfillJob job, JobStarter starter, RunRegistry registry) {
        this.job = job;
        this.parts = job.parts();
        this.starter = starter;
        this.registry = registry;
    }

    /**
     * Finds out what a run would do; writes no document of any company.
     *
     * @throws NightshiftException NOT_FOUND, COMPANY_NOT_FOUND, ALREADY_RUNNING
     */
    public PlanReport.Planned plan(
            PlatformContext context, String id, BackfillOptions options, RunListener listener) {
        Migration migration = parts.catalogue().require(id);
        checkStages(context, id, options);
        RunRequest request =
                request(context, migration, BackfillJob.Mode.PLAN, "plan " + id)
                        .with(options.toParameters());
        AtomicLong accepted = new AtomicLong();
        try {
            RunReport run =
                    starter.start(
                            request,
                            listener.after(
                                    runId -> {
                                        accepted.set(runId);
                                        job.awaitPlan(runId);
                                    }));
            return new PlanReport.Planned(run, job.plan(run.runId()).orElse(null));
        } finally {
            job.forgetPlan(accepted.get());
        }
    }

    /**
     * Begins a backfill and works at it in this thread until it rests.
     *
     * @throws NightshiftException NOT_FOUND; BACKFILL_STATE when it was begun already;
     *     MIGRATION_CHANGED; ALREADY_RUNNING when one works over the same collection
     */
    public RunReport run(
            PlatformContext context, String id, BackfillOptions options, RunListener listener) {
        Migration migration = parts.catalogue().require(id);
        checkStages(context, id, options);
        MigrationRecord record = parts.migrations().show(context, id);
        switch (record.state()) {
            case NEW, ROLLED_BACK -> {}
            case STARTED, WAITING, HALTED, CANCELLED, COMPLETE, ROLLING_BACK, FINAL -> {
                LastRun.requireRest(registry, record);
                throw BackfillRefusals.state(record, "begin");
            }
        }
        return starter.start(
                request(context, migration, BackfillJob.Mode.APPLY, migration.collection())
                        .with(options.toParameters()),
                listener);
    }

    /**
     * Goes on with a backfill that rests: with companies that failed or are not done, and no
     * others.
     *
     * @throws NightshiftException as below
     */
    public RunReport resume(PlatformContext context, String id, RunListener listener) {
        return resume(context, id, ResumeTerms.NONE, listener);
    }

    /**
     * Goes on with a backfill, perhaps at another pace, and takes in companies that were left out
     * or rolled back by themselves; for those, also with one that is COMPLETE. When it is refused,
     * nothing of that is so.
     *
     * @throws NightshiftException NOT_FOUND, USAGE, COMPANY_NOT_FOUND; BACKFILL_STATE when it was
     *     not begun, is over, or waits for an approval, or when a company is part of it already;
     *     MIGRATION_CHANGED; ALREADY_RUNNING
     */
    public RunReport resume(
            PlatformContext context, String id, ResumeTerms terms, RunListener listener) {
        Migration migration = parts.catalogue().require(id);
        MigrationRecord record = parts.migrations().show(context, id);
        BackfillRefusals.requireSame(migration, record);
        switch (record.state()) {
            case STARTED, HALTED, CANCELLED -> {}
            case WAITING -> {
                if (record.approver(record.stage()).isEmpty()) {
                    throw BackfillRefusals.state(record, "go on");
                }
            }
            case COMPLETE -> {
                if (terms.included().isEmpty()) {
                    throw BackfillRefusals.state(record, "go on");
                }
            }
            case NEW, ROLLING_BACK, ROLLED_BACK, FINAL ->
                    throw BackfillRefusals.state(record, "go on");
        }
        var _ = terms.paced(BackfillOptions.of(record.options()));
        RunListener launch = terms.setsPace() ? pacing(context, id, terms, listener) : listener;
        Optional<RunRow> last = LastRun.of(registry, record);
        if (!terms.included().isEmpty()) {
            LastRun.requireRest(registry, record);
            requireIncludable(context, id, terms.included(), record);
        } else if (last.filter(BackfillJob::isRollback).isPresent()) {
            LastRun.requireRest(registry, record);
        } else if (record.state() != MigrationState.CANCELLED
                && last.isPresent()
                && last.get().state().isResumable()) {
            return starter.restart(
                    last.get().runId(), context.actor(), context.requestId(), launch);
        }
        RunRequest request =
                request(context, migration, BackfillJob.Mode.APPLY, migration.collection())
                        .with(BackfillOptions.of(record.options()).toParameters())
                        .with(BackfillJob.GOES_ON, "true");
        return starter.start(
                terms.included().isEmpty()
                        ? request
                        : request.with(
                                BackfillJob.INCLUDED,
                                BackfillOptions.joined(new TreeSet<>(terms.included()))),
                launch);
    }

    /** Sets the pace when the run is accepted, before it begins. */
    private RunListener pacing(
            PlatformContext context, String id, ResumeTerms terms, RunListener listener) {
        return listener.after(
                runId ->
                        parts.migrations()
                                .change(
                                        context,
                                        id,
                                        now ->
                                                now.with(
                                                        Stragglers.paced(
                                                                now.options(),
                                                                terms.paced(
                                                                        BackfillOptions.of(
                                                                                now.options())),
                                                                parts.clock().instant()))));
    }

    private void requireIncludable(
            PlatformContext context, String id, Set<CompanyId> included, MigrationRecord record) {
        Set<CompanyId> excluded = BackfillOptions.of(record.options()).excluded();
        Map<CompanyId, CompanyRecord> records =
                parts.ledger().find(context, id, List.copyOf(included));
        for (CompanyId company : included) {
            var _ = parts.companies().show(context, company);
            CompanyRecord before = records.get(company);
            boolean rolledBack = before != null && before.state() == CompanyState.ROLLED_BACK;
            if (!rolledBack && !excluded.contains(company)) {
                throw new NightshiftException(
                        FailureCode.BACKFILL_STATE,
                        "The company '%s' is part of %s already.".formatted(company, id),
                        "See where it stands: nightshift backfill status %s".formatted(id));
            }
        }
    }

    /**
     * Puts old values back, for one company or for all. A rollback that was paused goes on.
     *
     * @param force also where a document was changed since
     * @throws NightshiftException NOT_FOUND, COMPANY_NOT_FOUND; PREIMAGES_LAPSED with the date;
     *     BACKFILL_STATE; ALREADY_RUNNING
     */
    public RunReport rollback(
            PlatformContext context,
            String id,
            Optional<CompanyId> company,
            boolean force,
            RunListener listener) {
        Migration migration = parts.catalogue().require(id);
        MigrationRecord record = parts.migrations().show(context, id);
        if (!(migration instanceof DataMigration)) {
            throw new NightshiftException(
                    FailureCode.BACKFILL_STATE,
                    "%s changed no document: there is nothing to roll back.".formatted(id),
                    "How its indexes are dropped is said in its .md file, under Down.");
        }
        switch (record.state()) {
            case STARTED, WAITING, HALTED, CANCELLED, COMPLETE, ROLLING_BACK, ROLLED_BACK -> {}
            case NEW, FINAL -> throw BackfillRefusals.state(record, "be rolled back");
        }
        Optional<RunRow> paused =
                LastRun.of(registry, record)
                        .filter(run -> run.state() == RunState.PAUSED)
                        .filter(run -> isSame(run, company, force));
        if (paused.isPresent()) {
            return starter.resume(
                    paused.get().runId(), context.actor(), context.requestId(), listener);
        }
        LastRun.requireRest(registry, record);
        new KeptImages(parts).require(context, id, company, record);
        var request =
                request(context, migration, BackfillJob.Mode.ROLLBACK, migration.collection())
                        .with(BackfillOptions.of(record.options()).toParameters())
                        .with(BackfillJob.FORCE, Boolean.toString(force));
        return starter.start(
                company.map(one -> request.with(BackfillJob.COMPANY, one.value())).orElse(request),
                listener);
    }

    private static boolean isSame(RunRow run, Optional<CompanyId> company, boolean force) {
        return BackfillJob.isRollback(run)
                && company.map(CompanyId::value)
                        .equals(Optional.ofNullable(run.parameters().get(BackfillJob.COMPANY)))
                && Boolean.toString(force).equals(run.parameters().get(BackfillJob.FORCE));
    }

    private void checkStages(PlatformContext context, String id, BackfillOptions options) {
        var _ =
                StagePlan.of(
                        id,
                        parts.companies().list(context),
                        Instant.MAX,
                        options.stages(),
                        options.pins(),
                        options.excluded());
    }

    private static RunRequest request(
            PlatformContext context, Migration migration, BackfillJob.Mode mode, String key) {
        return RunRequest.forPlatform(BackfillJob.NAME, context, key)
                .with(BackfillJob.MIGRATION, migration.id())
                .with(BackfillJob.MODE, mode.name());
    }
}
