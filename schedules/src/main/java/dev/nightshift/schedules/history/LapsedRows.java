package dev.nightshift.schedules.history;

import dev.nightshift.jobs.runs.store.ProcessIdentity;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Objects;

/**
 * Rows whose process died: at once when it was of this machine, else when their lease lapses.
 * Thread-safe, across processes too: of several that see one, one marks it.
 */
final class LapsedRows {
    /** What a row says whose process died. */
    static final String GONE = "no process is at work on it";

    private final JdbcClient jdbc;

    LapsedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Held(HistoryRow row, String process, boolean lapsed) {
        boolean isGone() {
            return ProcessIdentity.parse(process).isGone();
        }
    }

    /** Marks them; those that were marked here. */
    List<HistoryRow> bury() {
        return jdbc
                .sql(ScheduleHistory.SELECT + "WHERE event IN ('QUEUED', 'RUNNING')")
                .query(
                        (row, number) ->
                                new Held(
                                        HistoryMapper.INSTANCE.mapRow(row, number),
                                        Objects.requireNonNull(row.getString("process")),
                                        row.getInt("lapsed") == 1))
                .list()
                .stream()
                .filter(held -> held.lapsed() || held.isGone())
                .filter(this::buried)
                .map(Held::row)
                .toList();
    }

    /** False when it gave a sign of life meanwhile, or another process marked it. */
    private boolean buried(Held held) {
        return jdbc.sql(
                                "UPDATE ns_schedule_history SET event = 'LOST', detail = :gone,"
                                        + " ended_at = CURRENT_TIMESTAMP, active_key = NULL,"
                                        + " lease_until = NULL WHERE id = :id AND turn = :turn AND"
                                        + " event = :event"
                                        + (held.lapsed()
                                                ? " AND lease_until < CURRENT_TIMESTAMP"
                                                : ""))
                        .param("gone", GONE)
                        .param("id", held.row().id())
                        .param("turn", held.row().turn())
                        .param("event", held.row().event().name())
                        .update()
                == 1;
    }
}
