package dev.nightshift.jobs.runs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

class RelationalStoreIT {
    @Test
    void aStoreThatIsAwayIsNamedWithoutItsAddress() {
        Endpoints nowhere =
                new Endpoints("", "", "jdbc:h2:tcp://127.0.0.1:1/./none", "sa", "secret", "");

        assertThatThrownBy(() -> RelationalStore.open(nowhere).close())
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        away -> {
                            assertThat(away.code()).isEqualTo(FailureCode.JDBC_UNAVAILABLE);
                            assertThat(away.message()).doesNotContain("127.0.0.1");
                            assertThat(away.hint()).contains("NIGHTSHIFT_JDBC_URL");
                        });
    }

    @Test
    void aPasswordInAUrlThatTheDriverCannotReadIsPrintedNowhere() {
        Endpoints malformed =
                new Endpoints(
                        "", "", "jdbc:postgresql://db:5432?user=ns&password=s3cret", "", "", "");
        Queue<String> printed = new ConcurrentLinkedQueue<>();
        Handler handler = collecting(printed);
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            assertThatThrownBy(() -> RelationalStore.open(malformed).close())
                    .isInstanceOfSatisfying(
                            NightshiftException.class,
                            away -> assertThat(away.message()).doesNotContain("s3cret"));
        } finally {
            root.removeHandler(handler);
        }

        assertThat(printed).noneMatch(text -> text.contains("s3cret"));
    }

    private static Handler collecting(Queue<String> printed) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                printed.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    void aFirstStartThatWasKilledHalfWayIsBegunAnew() {
        Endpoints store = EmbeddedStack.fresh().endpoints();
        JdbcTemplate jdbc =
                new JdbcTemplate(
                        new DriverManagerDataSource(
                                store.jdbcUrl(), store.jdbcUser(), store.jdbcPassword()));
        jdbc.execute("CREATE TABLE BATCH_JOB_INSTANCE (JOB_INSTANCE_ID BIGINT PRIMARY KEY)");
        jdbc.execute("CREATE SEQUENCE BATCH_JOB_INSTANCE_SEQ");
        jdbc.execute("CREATE TABLE MINE (ID INT)");

        RelationalStore.open(store).close();

        assertThat(runs(jdbc)).isZero();
        assertThat(jdbc.queryForList("SELECT * FROM MINE")).isEmpty();
        // As the next start left it that met the half of it.
        jdbc.update("UPDATE \"ns_schema_history\" SET \"success\" = FALSE");
        RelationalStore.open(store).close();
        assertThat(runs(jdbc)).isZero();
    }

    @Test
    void whatHoldsARunIsNeverMadeAnew() {
        Endpoints store = EmbeddedStack.fresh().endpoints();
        RelationalStore.open(store).close();
        JdbcTemplate jdbc =
                new JdbcTemplate(
                        new DriverManagerDataSource(
                                store.jdbcUrl(), store.jdbcUser(), store.jdbcPassword()));
        jdbc.update("INSERT INTO BATCH_JOB_INSTANCE VALUES (1, 0, 'a', 'b')");
        jdbc.update("UPDATE \"ns_schema_history\" SET \"success\" = FALSE");

        assertThatThrownBy(() -> RelationalStore.open(store).close())
                .isInstanceOf(NightshiftException.class);
        assertThat(jdbc.queryForList("SELECT * FROM BATCH_JOB_INSTANCE")).hasSize(1);
    }

    private static int runs(JdbcTemplate jdbc) {
        return jdbc.queryForList("SELECT * FROM ns_run").size();
    }

    @Test
    void aFullDiskIsNamedWhateverTheDriverMakesOfIt() {
        assertThatThrownBy(
                        () ->
                                RelationalStore.asking(
                                        () -> {
                                            throw new DataAccessResourceFailureException(
                                                    "IO Exception",
                                                    new IOException("No space left on device"));
                                        }))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        full -> assertThat(full.code()).isEqualTo(FailureCode.DISK_FULL));
    }
}
