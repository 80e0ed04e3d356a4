package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.terminal.Table;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.schedules.history.HistoryRow;

import java.util.List;

/** The history of schedules for people; as JSON it is printed as it is. */
final class HistoryView {
    private HistoryView() {}

    static String table(List<HistoryRow> rows) {
        Table table =
                new Table("SCHEDULE", "DUE", "EVENT", "COMPANY", "RUN", "RUNS", "FAILED", "DETAIL");
        for (HistoryRow row : rows) {
            table.row(
                    row.schedule(),
                    row.due(),
                    row.event(),
                    row.companyId(),
                    row.runId(),
                    row.runs(),
                    row.failed(),
                    row.detail());
        }
        return table.toString();
    }

    /** The exit code of a command that waited for these. */
    static int exit(List<HistoryRow> rows) {
        int worst = Exit.DONE;
        for (HistoryRow row : rows) {
            int exit =
                    switch (row.event()) {
                        case COMPLETED, OVERRAN -> Exit.DONE;
                        case STOPPED -> Exit.STOPPED;
                        case SKIPPED, VETOED -> Exit.REFUSED;
                        case FAILED, LOST, QUEUED, RUNNING, MISFIRED, MISSED -> Exit.FAILED;
                    };
            worst = worst == Exit.FAILED ? worst : exit == Exit.DONE ? worst : exit;
        }
        return worst;
    }
}
