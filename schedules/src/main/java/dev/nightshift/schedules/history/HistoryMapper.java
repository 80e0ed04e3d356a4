package dev.nightshift.schedules.history;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

/** A row of {@code ns_schedule_history} becomes a record. */
enum HistoryMapper implements RowMapper<HistoryRow> {
    INSTANCE;

    @Override
    public HistoryRow mapRow(ResultSet row, int number) throws SQLException {
        long run = row.getLong("run_id");
        Long runId = row.wasNull() ? null : run;
        return new HistoryRow(
                row.getLong("id"),
                text(row, "schedule"),
                Objects.requireNonNull(instant(row, "due")),
                Cause.valueOf(text(row, "cause")),
                Event.valueOf(text(row, "event")),
                row.getString("company_id"),
                Objects.requireNonNull(instant(row, "recorded_at")),
                instant(row, "ended_at"),
                row.getString("at_company"),
                runId,
                row.getInt("runs"),
                row.getInt("failed"),
                Objects.requireNonNullElse(row.getString("detail"), ""),
                row.getInt("turn"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
