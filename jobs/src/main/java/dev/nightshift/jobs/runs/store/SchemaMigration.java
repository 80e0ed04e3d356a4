package dev.nightshift.jobs.runs.store;

import org.flywaydb.core.Flyway;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import javax.sql.DataSource;

/**
 * Brings the schema to the newest script in {@code db/migration}. Flyway takes longer to look than
 * most commands take to work, so one query asks first whether there is anything to do.
 */
final class SchemaMigration {
    /** The number of the newest script; a test holds it to the folder. */
    static final String NEWEST = "2";

    static final String LOCATION = "classpath:db/migration";

    private static final String HISTORY = "ns_schema_history";

    private SchemaMigration() {}

    static void bringUpToDate(DataSource dataSource) {
        if (!isUpToDate(dataSource)) {
            Flyway.configure(SchemaMigration.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(LOCATION)
                    .table(HISTORY)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
    }

    private static boolean isUpToDate(DataSource dataSource) {
        try {
            return new JdbcTemplate(dataSource)
                    .query(
                            "SELECT \"version\" FROM \"%s\" WHERE \"success\"".formatted(HISTORY)
                                    + " ORDER BY \"installed_rank\" DESC LIMIT 1",
                            (row, number) -> NEWEST.equals(row.getString(1)))
                    .contains(true);
        } catch (DataAccessException noHistoryYet) {
            return false;
        }
    }
}
