package dev.nightshift.jobs.runs.store;

import org.flywaydb.core.Flyway;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import javax.sql.DataSource;

/**
 * Brings the schema to the newest script in {@code db/migration}. Flyway takes longer to look than
 * most commands take to work, so one query asks first whether there is anything to do.
 */
final class SchemaMigration {
    /** The number of the newest script; a test holds it to the folder. */
    static final String NEWEST = "9";

    static final String LOCATION = "classpath:db/migration";

    private static final String HISTORY = "ns_schema_history";
    private static final int ATTEMPTS = 30;

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;

    private SchemaMigration(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
    }

    static void bringUpToDate(DataSource dataSource) {
        SchemaMigration migration = new SchemaMigration(dataSource);
        if (!migration.isUpToDate()) {
            migration.migrateAlone();
        }
    }

    private boolean isUpToDate() {
        try {
            return jdbc.query(
                            "SELECT \"version\" FROM \"%s\" WHERE \"success\"".formatted(HISTORY)
                                    + " ORDER BY \"installed_rank\" DESC LIMIT 1",
                            (row, number) -> NEWEST.equals(row.getString(1)))
                    .contains(true);
        } catch (DataAccessException noHistoryYet) {
            return false;
        }
    }

    /**
     * Two processes may see an empty store at the same moment. Flyway's own lock lives in its
     * history table and does not cover making that table, so a row of our own goes first.
     */
    private void migrateAlone() {
        TransactionTemplate locked =
                new TransactionTemplate(new JdbcTransactionManager(dataSource));
        for (int attempt = 1; ; attempt++) {
            try {
                makeLock();
                locked.executeWithoutResult(
                        status -> {
                            jdbc.queryForList("SELECT id FROM ns_schema_lock FOR UPDATE");
                            if (!isUpToDateOutsideThisTransaction()) {
                                clearOutsideThisTransaction();
                                migrate();
                            }
                        });
                return;
            } catch (ConcurrencyFailureException | QueryTimeoutException busy) {
                // The engine waits a second or two for a lock; another process needs longer.
                if (attempt == ATTEMPTS) {
                    throw busy;
                }
            }
        }
    }

    private void makeLock() {
        try {
            jdbc.execute("CREATE TABLE IF NOT EXISTS ns_schema_lock (id INT PRIMARY KEY)");
        } catch (DataAccessException raced) {
            // PostgreSQL does not make this atomic; the insert tells whether the table is there.
        }
        try {
            jdbc.update("INSERT INTO ns_schema_lock (id) VALUES (1)");
        } catch (DuplicateKeyException thereAlready) {
            // Made by another process, now or long ago.
        }
    }

    private boolean isUpToDateOutsideThisTransaction() {
        // A failed look would doom the transaction on PostgreSQL.
        return java.util.concurrent.CompletableFuture.supplyAsync(this::isUpToDate).join();
    }

    private void clearOutsideThisTransaction() {
        java.util.concurrent.CompletableFuture.runAsync(new HalfMadeSchema(jdbc)::removeWhatIsEmpty)
                .join();
    }

    private void migrate() {
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
