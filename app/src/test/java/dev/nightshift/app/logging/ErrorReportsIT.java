package dev.nightshift.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.terminal.QuietCommand;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.settings.Settings;

import io.sentry.Sentry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** What leaves for Sentry, seen by the server that it is sent to. */
class ErrorReportsIT {
    private static final String LEAD = "ann@example.com +15046218927";

    @TempDir private Path dataDir = Path.of("");
    private final SentryServer sentry = new SentryServer();

    @AfterEach
    void close() {
        sentry.close();
    }

    private Map<String, String> environment() {
        return Map.of(
                "SENTRY_DSN",
                sentry.dsn(),
                "NIGHTSHIFT_ENVIRONMENT",
                "staging",
                "NIGHTSHIFT_DATA_DIR",
                dataDir.toString());
    }

    private String received() throws InterruptedException {
        return Objects.requireNonNull(
                sentry.next(Duration.ofSeconds(10)), "Sentry was sent nothing");
    }

    @Test
    void aFailureArrivesWithItsCodeAndPlaceAndNothingOfALead() throws Exception {
        ErrorReports.start(Settings.from(environment()), "1.2.3");

        ErrorReports.report(
                FailureCode.MONGODB_REFUSED,
                "command line",
                new IllegalStateException(
                        "dup key " + LEAD, new IllegalArgumentException("cause " + LEAD)));

        assertThat(received())
                .contains("MONGODB_REFUSED", "command line", "nightshift@1.2.3", "staging")
                .contains("\"component\":\"app\"", "\"operation\":\"command line\"")
                .contains("\"environment\":\"staging\"", "\"release\":\"nightshift@1.2.3\"")
                .contains("IllegalStateException", "IllegalArgumentException", "ErrorReportsIT")
                .doesNotContain("ann@", "5046218927")
                .doesNotContain(InetAddress.getLocalHost().getHostName());
    }

    @Test
    void aCommandThatFailsReportsItOnceAndWithoutItsArguments() throws Exception {
        Map<String, String> environment = new java.util.HashMap<>(environment());
        environment.put(
                "NIGHTSHIFT_MONGODB_URI", "mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=200");
        environment.put("NIGHTSHIFT_REDIS_URI", "redis://127.0.0.1:1");
        environment.put("NIGHTSHIFT_JDBC_URL", "jdbc:h2:mem:sentry");

        int exit =
                QuietCommand.run(
                        environment, "leads", "show", "ann@example.com", "--company", "demo");

        assertThat(exit).isEqualTo(1);
        assertThat(received())
                .contains("MONGODB_UNAVAILABLE")
                .doesNotContain("ann@example.com", "127.0.0.1:1");
        assertThat(sentry.next(Duration.ofMillis(200))).isNull();
    }

    @Test
    void aRefusalIsNoFailure() throws Exception {
        int exit =
                QuietCommand.run(
                        environment(), "import", "inspect", dataDir.resolve("no.csv").toString());

        assertThat(exit).isEqualTo(2);
        assertThat(sentry.next(Duration.ofMillis(500))).isNull();
    }

    @Test
    void withoutADsnNothingIsSent() throws Exception {
        ErrorReports.start(Settings.from(Map.of()), "1.2.3");
        ErrorReports.report(
                FailureCode.INTERNAL, "command line", new IllegalStateException("unheard"));

        assertThat(sentry.next(Duration.ofMillis(200))).isNull();
    }

    @Test
    void whatAnybodyElseCapturesIsTaggedAndCleanedToo() throws Exception {
        ErrorReports.start(Settings.from(environment()), "1.2.3");

        Sentry.captureException(new IllegalStateException("of " + LEAD));

        assertThat(received())
                .contains("\"component\":\"app\"", "\"operation\":\"unknown\"")
                .contains("\"environment\":\"staging\"", "\"release\":\"nightshift@1.2.3\"")
                .doesNotContain("ann@", "5046218927");
    }

    @Test
    void helpSendsNothing() throws Exception {
        assertThat(QuietCommand.run(environment(), "--help")).isZero();
        assertThat(QuietCommand.run(environment(), "import", "--help")).isZero();
        assertThat(QuietCommand.run(environment(), "--version")).isZero();

        assertThat(Sentry.isEnabled()).isFalse();
        assertThat(sentry.next(Duration.ofMillis(300))).isNull();
    }

    @Test
    void anEmptyDsnIsNone() throws Exception {
        Map<String, String> environment = new java.util.HashMap<>(environment());
        environment.put("SENTRY_DSN", "  ");
        ErrorReports.start(Settings.from(environment), "1.2.3");

        assertThat(Sentry.isEnabled()).isFalse();
    }
}
