package dev.nightshift.jobs.runs.store;

import dev.nightshift.platform.runs.RunState;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

/** A row of {@code ns_run} becomes a record. */
enum StoredRunMapper implements RowMapper<StoredRun> {
    INSTANCE;

    @Override
    public StoredRun mapRow(ResultSet row, int number) throws SQLException {
        return new StoredRun(
                run(row),
                text(row, "instance_key"),
                row.getString("exclusive_key"),
                text(row, "request_id"),
                row.getString("lease_owner"),
                row.getInt("lapsed") == 1,
                row.getInt("deaths"),
                row.getString("process"));
    }

    private static RunRow run(ResultSet row) throws SQLException {
        return new RunRow(
                row.getLong("run_id"),
                text(row, "job"),
                row.getString("company_id"),
                RunState.valueOf(text(row, "state")),
                Objects.requireNonNullElse(row.getString("state_reason"), ""),
                text(row, "started_by"),
                Objects.requireNonNull(instant(row, "launched_at")),
                Objects.requireNonNull(instant(row, "queued_at")),
                instant(row, "started_at"),
                instant(row, "attempt_began_at"),
                instant(row, "ended_at"),
                ranMs(row),
                row.getInt("attempt"),
                RunJson.counts(text(row, "counts")),
                row.getLong("done"),
                number(row, "total"),
                row.getString("failure_code"),
                row.getString("message"),
                row.getString("hint"),
                RunJson.texts(text(row, "parameters")),
                RunJson.texts(text(row, "artefacts")),
                row.getString("host"),
                number(row, "pid"));
    }

    private static long ranMs(ResultSet row) throws SQLException {
        Instant attemptStarted = instant(row, "attempt_started_at");
        long before = row.getLong("ran_ms");
        return attemptStarted == null
                ? before
                : before
                        + Math.max(
                                0,
                                Duration.between(
                                                attemptStarted,
                                                Objects.requireNonNull(instant(row, "read_at")))
                                        .toMillis());
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
