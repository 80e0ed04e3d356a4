package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;

import java.util.Optional;

/** The newest run of a migration, as it is now. Thread-safe. */
final class LastRun {
    private LastRun() {}

    /**
     * Empty before the first, when it is purged, and when it is of another relational store, where
     * the numbers begin anew: what has its number here is no run of the migration.
     */
    static Optional<RunRow> of(RunRegistry registry, MigrationRecord record) {
        return record.runId() == 0
                ? Optional.empty()
                : registry.find(record.runId()).filter(run -> BackfillJob.worksAt(run, record));
    }

    /**
     * Lets nothing pass while it is at work, or paused.
     *
     * @throws NightshiftException ALREADY_RUNNING
     */
    static void requireRest(RunRegistry registry, MigrationRecord record) {
        of(registry, record)
                .filter(run -> run.state().isActive() || run.state() == RunState.PAUSED)
                .ifPresent(
                        run -> {
                            boolean rollback = BackfillJob.isRollback(run);
                            throw new NightshiftException(
                                    FailureCode.ALREADY_RUNNING,
                                    "Run %d of %s%s is %s."
                                            .formatted(
                                                    run.runId(),
                                                    record.id(),
                                                    rollback ? ", a rollback," : "",
                                                    run.state()),
                                    rollback
                                            ? BackfillRefusals.endOfRollback(run)
                                            : what(run, record.id()));
                        });
    }

    private static String what(RunRow run, String id) {
        return run.state() == RunState.PAUSED
                ? "Go on with it: nightshift backfill resume %s; or end it: nightshift backfill cancel %s"
                        .formatted(id, id)
                : "Watch it: nightshift runs follow %d; or end it: nightshift backfill cancel %s"
                        .formatted(run.runId(), id);
    }
}
