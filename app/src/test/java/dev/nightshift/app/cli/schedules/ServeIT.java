package dev.nightshift.app.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.Hold;
import dev.nightshift.schedules.history.ScheduleHistory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command as an operator has it: it runs what is due, tells how it is, and ends when asked. */
@Timeout(90)
class ServeIT {
    private static final Pattern ADDRESS = Pattern.compile("answers at (http://127\\S+)");

    private record Page(int status, String body) {}

    @TempDir private Path folder = Path.of("");

    @Test
    void itRunsWhatIsDueAndTellsHowItIs() throws Exception {
        Files.createDirectories(folder.resolve("inbox/demo"));
        Path file = folder.resolve("inbox/demo/leads.csv");
        Files.writeString(file, "phone,email\n+12025550143,ada@example.com\n");
        Path table = folder.resolve("nights.yaml");
        Files.writeString(
                table,
                """
                shipped: none
                schedules:
                  - name: often
                    cron: '* * * * * ?'
                    job: inbox-import
                    owner: ops
                  - name: keeping
                    cron: '0/2 * * * * ?'
                    job: housekeeping
                    owner: ops
                """);
        EmbeddedStack stack = EmbeddedStack.fresh();
        Map<String, String> environment = environment(table, stack);
        Queue<Runnable> ends = new ConcurrentLinkedQueue<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Integer> served =
                CompletableFuture.supplyAsync(
                        () -> run(environment, out, err, ends::add, "serve"),
                        task -> Thread.ofPlatform().daemon().start(task));
        await(() -> ADDRESS.matcher(text(err)).find() || served.isDone());
        Matcher address = ADDRESS.matcher(text(err));
        assertThat(address.find()).as(text(err)).isTrue();
        String at = address.group(1);
        await(() -> Files.exists(folder.resolve("inbox/demo/done/leads.csv")));
        await(() -> get(at + "/metrics").body().contains("job=\"housekeeping\""));

        assertThat(get(at + "/health")).isEqualTo(new Page(200, "{\"status\":\"UP\"}\n"));
        // A busy machine may take longer than a page waits.
        await(() -> get(at + "/health/ready").status() == 200);
        assertThat(get(at + "/health/ready").body())
                .contains("\"status\":\"UP\"", "\"scheduler\":\"UP\"", "\"mongodb\":\"UP\"");
        await(() -> get(at + "/health/keys").status() == 200);
        assertThat(get(at + "/metrics").body())
                .contains(
                        "nightshift_runs{job=\"csv-import\",state=\"COMPLETED\"} 1",
                        "nightshift_schedule_late{schedule=\"often\"} 0",
                        "nightshift_scheduler_running 1",
                        "nightshift_alerts_waiting_bytes")
                .doesNotContain("demo");
        assertThat(get(at + "/health/keys").body())
                .startsWith(
                        "{\"status\":\"unknown\",\"lastCheckedAt\":null,\"problems\":[],\"spaces\":[")
                .contains("{\"space\":\"sessions\",\"store\":\"redis\",\"status\":\"unknown\"");
        int looked =
                run(
                        environment,
                        new ByteArrayOutputStream(),
                        err,
                        end -> {},
                        "keys",
                        "check",
                        "--all");
        assertThat(looked).as(text(err)).isZero();
        assertThat(get(at + "/health/keys").body())
                .contains("{\"status\":\"healthy\",\"lastCheckedAt\":\"20")
                .doesNotContain("demo");
        await(
                () ->
                        get(at + "/metrics")
                                .body()
                                .contains("nightshift_keys_expired{space=\"sessions\"} 0"));
        Path bad = Files.createDirectories(stack.settings().keySpacesDir()).resolve("bad.yaml");
        Files.writeString(bad, "name: bad\nstore: disk\n");
        assertThat(get(at + "/health/keys"))
                .satisfies(page -> assertThat(page.status()).isEqualTo(503))
                .satisfies(
                        page ->
                                assertThat(page.body())
                                        .startsWith(
                                                "{\"status\":\"invalid\",\"lastCheckedAt\":\"20")
                                        .contains("bad.yaml, line 1: thresholds is missing.")
                                        .contains("\"store\":\"redis\",\"status\":\"healthy\""));
        Files.delete(bad);
        assertThat(get(at + "/").status()).isEqualTo(404);
        assertThat(get(at + "/metrics/").status()).isEqualTo(404);
        assertThat(ask(at + "/health", "POST").status()).isEqualTo(405);

        ByteArrayOutputStream second = new ByteArrayOutputStream();
        int refused = run(environment, new ByteArrayOutputStream(), second, end -> {}, "serve");
        assertThat(refused).isEqualTo(3);
        assertThat(text(second)).contains("Another process serves these schedules: pid ");
        Files.writeString(table, Files.readString(table).replace("name: keeping", "name: kept"));
        ByteArrayOutputStream reloaded = new ByteArrayOutputStream();
        assertThat(
                        run(
                                environment,
                                reloaded,
                                new ByteArrayOutputStream(),
                                end -> {},
                                "schedules",
                                "reload"))
                .isZero();
        assertThat(text(reloaded)).contains("2 schedules; changed: kept; removed: keeping");

        ends.forEach(Runnable::run);
        assertThat(served.get(60, TimeUnit.SECONDS)).as(text(err)).isIn(0, 5);
        assertThat(text(out)).contains("SCHEDULE", "often", "inbox-import");
        assertThat(text(err)).contains("stopped; ");
    }

    @Test
    void whatCanBeLookedAtIsToldWhileMongodbIsAway() throws Exception {
        Path table = folder.resolve("nights.yaml");
        Files.writeString(
                table,
                """
                shipped: none
                schedules:
                  - name: keeping
                    cron: '0 0 1 1 1 ?'
                    job: housekeeping
                    owner: ops
                """);
        Map<String, String> environment = environment(table);
        String mongodb = Objects.requireNonNull(environment.get("NIGHTSHIFT_MONGODB_URI"));
        int port = URI.create(mongodb).getPort();
        Queue<Runnable> ends = new ConcurrentLinkedQueue<>();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Integer> served;
        String at;
        try (TcpProxy proxy = new TcpProxy(port)) {
            environment.put(
                    "NIGHTSHIFT_MONGODB_URI", mongodb.replace(":" + port, ":" + proxy.port()));
            served =
                    CompletableFuture.supplyAsync(
                            () ->
                                    run(
                                            environment,
                                            new ByteArrayOutputStream(),
                                            err,
                                            ends::add,
                                            "serve"),
                            task -> Thread.ofPlatform().daemon().start(task));
            await(() -> ADDRESS.matcher(text(err)).find() || served.isDone());
            Matcher address = ADDRESS.matcher(text(err));
            assertThat(address.find()).as(text(err)).isTrue();
            at = address.group(1);
            await(() -> get(at + "/metrics").body().contains("nightshift_keys{"));
        }

        Page figures = get(at + "/metrics");
        assertThat(figures.status()).isEqualTo(200);
        assertThat(figures.body())
                .contains(
                        "nightshift_schedule_late{schedule=\"keeping\"} 0",
                        "nightshift_scheduler_running 1")
                .doesNotContain("nightshift_keys{");
        assertThat(get(at + "/health/ready").body()).contains("\"mongodb\":\"DOWN\"");
        assertThat(get(at + "/health").status()).isEqualTo(200);
        ends.forEach(Runnable::run);
        assertThat(served.get(60, TimeUnit.SECONDS)).as(text(err)).isZero();
    }

    @Test
    void aTakenPortIsSaidBeforeAnythingBegins() throws Exception {
        Path table = folder.resolve("nights.yaml");
        Files.writeString(
                table,
                """
                shipped: none
                schedules:
                  - name: keeping
                    cron: '0 0 1 1 1 ?'
                    job: housekeeping
                    owner: ops
                """);
        EmbeddedStack stack = EmbeddedStack.fresh();
        Settings settings = stack.settings();
        Endpoints endpoints =
                new Endpoints(
                        settings.mongodbUri().orElseThrow(),
                        settings.redisUri().orElseThrow(),
                        settings.jdbcUrl().orElseThrow(),
                        "",
                        "",
                        "as the command opens them");
        try (RelationalStore store = RelationalStore.open(endpoints);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ScheduleHistory history = new ScheduleHistory(JdbcClient.create(store.dataSource()));
            Hold hold =
                    history.claim(
                                    new ScheduleHistory.Entry(
                                            "keeping",
                                            Instant.parse("2026-11-21T01:00:00Z"),
                                            Cause.CRON,
                                            null),
                                    false)
                            .orElseThrow();
            var _ = history.end(hold, Event.STOPPED, "held");
            Map<String, String> environment = environment(table, stack);
            environment.put("NIGHTSHIFT_HTTP_PORT", String.valueOf(taken.getLocalPort()));
            ByteArrayOutputStream err = new ByteArrayOutputStream();

            int exit = run(environment, new ByteArrayOutputStream(), err, end -> {}, "serve");

            assertThat(exit).as(text(err)).isEqualTo(2);
            assertThat(text(err)).contains("Nothing can be opened at 127.0.0.1:");
            assertThat(history.newest(Optional.empty(), 9))
                    .singleElement()
                    .satisfies(
                            row -> {
                                assertThat(row.event()).isEqualTo(Event.STOPPED);
                                assertThat(row.detail()).isEqualTo("held");
                            });
        }
    }

    private Map<String, String> environment(Path table) {
        return environment(table, EmbeddedStack.fresh());
    }

    private Map<String, String> environment(Path table, EmbeddedStack stack) {
        Settings settings = stack.settings();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("USER", "olivia");
        environment.put("NIGHTSHIFT_DATA_DIR", settings.dataDir().toString());
        environment.put("NIGHTSHIFT_INBOX_DIR", folder.resolve("inbox").toString());
        environment.put("NIGHTSHIFT_MONGODB_URI", settings.mongodbUri().orElseThrow());
        environment.put("NIGHTSHIFT_REDIS_URI", settings.redisUri().orElseThrow());
        environment.put("NIGHTSHIFT_JDBC_URL", settings.jdbcUrl().orElseThrow());
        environment.put("NIGHTSHIFT_SCHEDULES", table.toString());
        environment.put("NIGHTSHIFT_HTTP_PORT", "0");
        return environment;
    }

    private static int run(
            Map<String, String> environment,
            ByteArrayOutputStream out,
            ByteArrayOutputStream err,
            StopSignal stop,
            String... arguments) {
        return new Cli(
                        new Surroundings(
                                InputStream.nullInputStream(),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                environment,
                                InstantSource.system(),
                                false,
                                false,
                                stop))
                .run(List.of(arguments).toArray(String[]::new));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Page get(String uri) throws IOException {
        return ask(uri, "GET");
    }

    private static Page ask(String uri, String method) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(uri).toURL().openConnection();
        connection.setRequestMethod(method);
        int status = connection.getResponseCode();
        try (InputStream body =
                status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Page(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int tries = 0; !condition.holds(); tries++) {
            if (tries == 600 || never.await(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not happen within 60 s");
            }
        }
    }
}
