package dev.nightshift.schedules.history;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;

/** What of the history is removed by its age. Thread-safe. */
final class OldRows {
    private final JdbcClient jdbc;

    OldRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long purge(Duration olderThan) {
        return jdbc.sql(
                        "DELETE FROM ns_schedule_history h WHERE ended_at < CURRENT_TIMESTAMP -"
                                + " INTERVAL '%d' SECOND AND (cause <> 'CRON'"
                                        .formatted(olderThan.toSeconds())
                                + " OR NOT EXISTS (SELECT 1 FROM ns_schedule s WHERE s.name ="
                                + " h.schedule) OR EXISTS (SELECT 1 FROM ns_schedule_history n"
                                + " WHERE n.schedule = h.schedule AND n.cause = 'CRON' AND n.due >"
                                + " h.due)) AND (event <> 'COMPLETED' OR NOT EXISTS (SELECT 1"
                                + " FROM ns_schedule s WHERE s.name = h.schedule) OR EXISTS"
                                + " (SELECT 1 FROM ns_schedule_history n WHERE n.schedule ="
                                + " h.schedule AND n.event = 'COMPLETED' AND n.id > h.id))")
                .update();
    }
}
