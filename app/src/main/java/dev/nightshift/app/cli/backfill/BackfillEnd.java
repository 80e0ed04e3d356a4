package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.backfill.BackfillStatus;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.runs.RunState;

import java.util.Optional;

/** Shows how a run of a backfill came to rest. */
final class BackfillEnd {
    static final String FEATURE = "backfill";

    private BackfillEnd() {}

    /** Returns the exit code. */
    static int shown(Session session, String migration, RunReport run) {
        BackfillStatus status = session.backfillDesk().status(session.platform(FEATURE), migration);
        session.printer().result(status, BackfillView::summary);
        failure(session, run);
        next(migration, status, run).ifPresent(hint -> session.printer().note("hint: " + hint));
        return run.exitCode();
    }

    /** Says why it failed, and what to do. */
    static void failure(Session session, RunReport run) {
        if (run.message() != null) {
            session.printer().note("error: " + run.message());
            if (run.hint() != null) {
                session.printer().note("hint: " + run.hint());
            }
        }
    }

    /** How one that rests, and did not fail, goes on. */
    static Optional<String> next(String migration, BackfillStatus status, RunReport run) {
        if (run.state() != RunState.PAUSED) {
            return Optional.empty();
        }
        return Optional.of(
                "nightshift backfill %s %s"
                        .formatted(
                                status.state().equals(MigrationState.WAITING.name())
                                        ? "approve"
                                        : "resume",
                                migration));
    }
}
