package dev.nightshift.jobs.runs.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.DiskFull;
import dev.nightshift.platform.privacy.DriverLogs;
import dev.nightshift.platform.stack.Endpoints;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

import java.time.Duration;
import java.util.function.Supplier;

import javax.sql.DataSource;

/**
 * The relational store, H2 or PostgreSQL, opened with its schema up to date: a small pool of
 * connections. Thread-safe; closing it ends all of them.
 */
public final class RelationalStore implements AutoCloseable {
    /**
     * At most: a run holds one for as long as a batch takes, and a process that serves may have
     * every schedule at work at once; leases and whoever asks need theirs beside. Few are open.
     */
    private static final int CONNECTIONS = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HikariDataSource dataSource;

    private RelationalStore(HikariDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Opens the store and brings its schema up to date.
     *
     * @throws NightshiftException JDBC_UNAVAILABLE when it does not answer or refuses the schema;
     *     DISK_FULL
     */
    public static RelationalStore open(Endpoints endpoints) {
        DriverLogs.silence();
        HikariConfig config = new HikariConfig();
        config.setPoolName("runs");
        config.setJdbcUrl(endpoints.jdbcUrl());
        if (!endpoints.jdbcUser().isEmpty()) {
            config.setUsername(endpoints.jdbcUser());
            config.setPassword(endpoints.jdbcPassword());
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(1);
        HikariDataSource dataSource;
        try {
            dataSource = new HikariDataSource(config);
        } catch (RuntimeException away) {
            throw unavailable("The relational store does not answer.", away);
        }
        try {
            SchemaMigration.bringUpToDate(dataSource);
        } catch (RuntimeException refused) {
            dataSource.close();
            throw refused instanceof NightshiftException named
                    ? named
                    : unavailable(
                            "The relational store's schema could not be brought up to date.",
                            refused);
        }
        return new RelationalStore(dataSource);
    }

    /**
     * Does something with a store, naming its absence.
     *
     * @throws NightshiftException JDBC_UNAVAILABLE when it does not answer; DISK_FULL
     */
    public static <T> T asking(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessResourceFailureException
                | TransientDataAccessException
                | TransactionException away) {
            throw unavailable("The relational store does not answer.", away);
        } catch (DataAccessException other) {
            if (DiskFull.in(other)) {
                throw unavailable("", other);
            }
            throw other;
        }
    }

    private static NightshiftException unavailable(String message, Throwable cause) {
        if (DiskFull.in(cause)) {
            return new NightshiftException(
                    FailureCode.DISK_FULL,
                    "The disk of the relational store is full.",
                    "Make room and repeat the command.",
                    cause);
        }
        return new NightshiftException(
                FailureCode.JDBC_UNAVAILABLE,
                message,
                "Check NIGHTSHIFT_JDBC_URL, or run 'nightshift doctor'.",
                cause);
    }

    /** Connections to the store. */
    public DataSource dataSource() {
        return dataSource;
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
