package dev.nightshift.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.settings.Settings;

import io.sentry.Sentry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** What leaves for Sentry, seen by the server that it is sent to. */
class ErrorReportsIT {
    private static final String LEAD = "ann@example.com +15046218927";

    @TempDir private Path dataDir = Path.of("");
    private final BlockingQueue<String> envelopes = new LinkedBlockingQueue<>();
    private HttpServer sentry;

    @BeforeEach
    void listen() throws IOException {
        sentry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sentry.createContext("/api/1/envelope/", this::take);
        sentry.start();
    }

    @AfterEach
    void close() {
        Sentry.close();
        sentry.stop(0);
    }

    private void take(HttpExchange exchange) {
        try (exchange) {
            boolean packed =
                    "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            envelopes.add(
                    new String(
                            (packed ? new GZIPInputStream(body) : body).readAllBytes(),
                            StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "SENTRY_DSN",
                "http://key@127.0.0.1:%d/1".formatted(sentry.getAddress().getPort()),
                "NIGHTSHIFT_ENVIRONMENT",
                "staging",
                "NIGHTSHIFT_DATA_DIR",
                dataDir.toString());
    }

    private String received() throws InterruptedException {
        return Objects.requireNonNull(
                envelopes.poll(10, TimeUnit.SECONDS), "Sentry was sent nothing");
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

        int exit = command(environment, "leads", "show", "ann@example.com", "--company", "demo");

        assertThat(exit).isEqualTo(1);
        assertThat(received())
                .contains("MONGODB_UNAVAILABLE")
                .doesNotContain("ann@example.com", "127.0.0.1:1");
        assertThat(envelopes.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void aRefusalIsNoFailure() throws Exception {
        int exit =
                command(environment(), "import", "inspect", dataDir.resolve("no.csv").toString());

        assertThat(exit).isEqualTo(2);
        assertThat(envelopes.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void withoutADsnNothingIsSent() throws Exception {
        ErrorReports.start(Settings.from(Map.of()), "1.2.3");
        ErrorReports.report(
                FailureCode.INTERNAL, "command line", new IllegalStateException("unheard"));

        assertThat(envelopes.poll(200, TimeUnit.MILLISECONDS)).isNull();
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
        assertThat(command(environment(), "--help")).isZero();
        assertThat(command(environment(), "import", "--help")).isZero();
        assertThat(command(environment(), "--version")).isZero();

        assertThat(Sentry.isEnabled()).isFalse();
        assertThat(envelopes.poll(300, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void anEmptyDsnIsNone() throws Exception {
        Map<String, String> environment = new java.util.HashMap<>(environment());
        environment.put("SENTRY_DSN", "  ");
        ErrorReports.start(Settings.from(environment), "1.2.3");

        assertThat(Sentry.isEnabled()).isFalse();
    }

    private static int command(Map<String, String> environment, String... arguments) {
        PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Cli(
                        new Surroundings(
                                InputStream.nullInputStream(),
                                quiet,
                                quiet,
                                environment,
                                InstantSource.system(),
                                false,
                                false,
                                StopSignal.NONE))
                .run(arguments);
    }
}
