package dev.nightshift.jobs.runs.store;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a process leaves that ends while it makes the tables. H2 keeps each statement by itself, so
 * some are there and the history does not say so; PostgreSQL leaves nothing.
 */
final class HalfMadeSchema {
    /** What holds anything before the schema was whole once. */
    private static final List<String> KEPT =
            List.of("BATCH_JOB_INSTANCE", "NS_RUN", "NS_SCHEDULE", "NS_SCHEDULE_HISTORY");

    /** All of ours but the lock, which is held while this is done. */
    private static final Pattern OURS =
            Pattern.compile("(BATCH|QRTZ)_.*|NS_(?!SCHEMA_LOCK$).*|ns_schema_history");

    private final JdbcTemplate jdbc;

    /**
     * @param jdbc outside any transaction: each of these statements ends one
     */
    HalfMadeSchema(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Removes tables of ours in which nothing was ever kept, to be made anew. */
    void removeWhatIsEmpty() {
        if (!isH2() || KEPT.stream().anyMatch(this::holdsSomething)) {
            return;
        }
        for (String table : names("TABLE")) {
            jdbc.execute("DROP TABLE \"%s\" CASCADE".formatted(table));
        }
        for (String sequence : names("SEQUENCE")) {
            jdbc.execute("DROP SEQUENCE \"%s\"".formatted(sequence));
        }
    }

    private boolean isH2() {
        return Boolean.TRUE.equals(
                jdbc.execute(
                        (Connection connection) ->
                                connection.getMetaData().getDatabaseProductName().equals("H2")));
    }

    private boolean holdsSomething(String table) {
        try {
            return !jdbc.queryForList("SELECT 1 FROM %s LIMIT 1".formatted(table)).isEmpty();
        } catch (DataAccessException notThere) {
            return false;
        }
    }

    private List<String> names(String kind) {
        return jdbc
                .query(
                        "SELECT * FROM INFORMATION_SCHEMA.%sS WHERE %s_SCHEMA = CURRENT_SCHEMA"
                                .formatted(kind, kind),
                        (row, number) -> Objects.requireNonNull(row.getString(kind + "_NAME")))
                .stream()
                .filter(name -> OURS.matcher(name).matches())
                .toList();
    }
}
