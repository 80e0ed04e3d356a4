package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.backfill.BackfillStatus;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.runs.RunState;

/** Shows how a run of a backfill came to rest. */
final class BackfillEnd {
    static final String FEATURE = "backfill";

    private BackfillEnd() {}

    /** Returns the exit code. */
    static int shown(Session session, String migration, RunReport run) {
        BackfillStatus status = session.backfillDesk().status(session.platform(FEATURE), migration);
        session.printer().result(status, BackfillView::summary);
        if (run.message() != null) {
            session.printer().note("error: " + run.message());
            if (run.hint() != null) {
                session.printer().note("hint: " + run.hint());
            }
        }
        if (run.state() == RunState.PAUSED && !status.reason().isEmpty()) {
            session.printer().note("hint: nightshift backfill approve %s".formatted(migration));
        }
        return run.exitCode();
    }
}
