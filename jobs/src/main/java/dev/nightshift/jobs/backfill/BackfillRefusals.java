package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.migrations.Checksum;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;

/** What an operator is told when a backfill is not in the state for what was asked. */
final class BackfillRefusals {
    private BackfillRefusals() {}

    static NightshiftException state(MigrationRecord record, String wish) {
        String id = record.id();
        String hint =
                switch (record.state()) {
                    case NEW -> "Look first: nightshift backfill plan %s".formatted(id);
                    case STARTED, HALTED, CANCELLED ->
                            "Go on with it: nightshift backfill resume %s".formatted(id);
                    case WAITING ->
                            "Approve its stage: nightshift backfill approve %s".formatted(id);
                    case COMPLETE -> "Close it: nightshift backfill finalise %s".formatted(id);
                    case ROLLING_BACK ->
                            "Go on with the rollback: nightshift backfill rollback %s --all"
                                    .formatted(id);
                    case ROLLED_BACK -> "Begin anew: nightshift backfill run %s".formatted(id);
                    case FINAL -> "It is closed; later code relies on it.";
                };
        return new NightshiftException(
                FailureCode.BACKFILL_STATE,
                "%s is %s: it cannot %s now.".formatted(id, record.state(), wish),
                hint);
    }

    static String endOfRollback(RunRow run) {
        return run.state() == RunState.PAUSED
                ? "Go on with it: nightshift runs resume %d; or end it: nightshift runs stop %d"
                        .formatted(run.runId(), run.runId())
                : "Watch it: nightshift runs follow %d; or end it: nightshift runs stop %d"
                        .formatted(run.runId(), run.runId());
    }

    /**
     * Refuses what would go on with, approve or close what another class has done. A rollback needs
     * the old values alone, and a pause or an end nothing at all: these are never refused so.
     *
     * @throws NightshiftException MIGRATION_CHANGED
     */
    static void requireSame(Migration migration, MigrationRecord record) {
        if (!record.checksum().isEmpty() && !record.checksum().equals(Checksum.of(migration))) {
            throw new NightshiftException(
                    FailureCode.MIGRATION_CHANGED,
                    "%s is not what it was when it was applied first.".formatted(record.id()),
                    "Put its class back as it was, and write a new migration for the change; or"
                            + " roll it back first.");
        }
    }

    /**
     * Lets no attempt of a run go on when a newer run was at work: what that one did was decided
     * later.
     *
     * @throws NightshiftException BACKFILL_STATE
     */
    static void requireNewest(MigrationRecord record, RunHandle run) {
        if (run.attempt() > 1 && record.runId() > run.runId()) {
            throw new NightshiftException(
                    FailureCode.BACKFILL_STATE,
                    "Run %d of %s cannot go on: run %d came after it."
                            .formatted(run.runId(), record.id(), record.runId()),
                    "See where it stands: nightshift backfill status %s".formatted(record.id()));
        }
    }
}
