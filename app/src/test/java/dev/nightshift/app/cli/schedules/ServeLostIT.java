package dev.nightshift.app.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A process that may or can serve no longer ends, and whoever started it sees that. */
@Timeout(300)
class ServeLostIT {
    @TempDir private Path folder = Path.of("");
    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        installation = new Installation(folder, "schedules: []\n");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void whoseLeaseAnotherProcessHasEndsAsRefused() throws Exception {
        Process serving = installation.start("serve");
        Installation.await(() -> installation.said().contains("answers at"));

        try (Connection store = DriverManager.getConnection(installation.jdbcUrl());
                Statement change = store.createStatement()) {
            assertThat(
                            change.executeUpdate(
                                    "UPDATE ns_schedule_server SET server = 'another', process ="
                                            + " 'host|elsewhere|1|1', lease_until ="
                                            + " CURRENT_TIMESTAMP + INTERVAL '10' MINUTE"))
                    .isEqualTo(1);
        }

        assertThat(serving.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(serving.exitValue()).isEqualTo(3);
        assertThat(installation.said())
                .contains("Another process serves these schedules: this one");
    }

    @Test
    void whoseRelationalStoreStaysAwayFails() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
        Installation.Serving serving = installation.serve(now::get);
        Installation.await(() -> serving.said().get().contains("answers at"));

        installation.endRelational();
        now.updateAndGet(then -> then.plus(Duration.ofMinutes(6)));

        assertThat(serving.exit().get(120, TimeUnit.SECONDS)).isNotZero();
        assertThat(serving.said().get())
                .contains("The relational store did not answer for 5 minutes");
    }
}
