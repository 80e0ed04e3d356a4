package dev.nightshift.app.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.Nightshift;
import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RequestGate;
import dev.nightshift.platform.testing.TcpProxy;

import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A process that serves is ended in the middle of a run; the next one goes on with it. */
@Timeout(120)
class ServeEndsIT {
    private static final int ROWS = 7_000;

    @TempDir private Path folder = Path.of("");
    private final Map<String, String> environment = new LinkedHashMap<>();
    private TcpProxy proxy;
    private RequestGate gate;
    private Server relational;
    private Process serving;
    private Path said;

    @BeforeEach
    void serveAndHoldAnImport() throws Exception {
        Settings settings = EmbeddedStack.fresh().settings();
        String mongodb = settings.mongodbUri().orElseThrow();
        int port = URI.create(mongodb).getPort();
        proxy = new TcpProxy(port);
        gate = RequestGate.in(proxy, "insert", "leads", 1);
        environment.put("USER", "olivia");
        environment.put("NIGHTSHIFT_DATA_DIR", settings.dataDir().toString());
        environment.put("NIGHTSHIFT_INBOX_DIR", folder.resolve("inbox").toString());
        environment.put("NIGHTSHIFT_MONGODB_URI", mongodb.replace(":" + port, ":" + proxy.port()));
        environment.put("NIGHTSHIFT_REDIS_URI", settings.redisUri().orElseThrow());
        relational =
                Server.createTcpServer(
                                "-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                        .start();
        environment.put(
                "NIGHTSHIFT_JDBC_URL",
                "jdbc:h2:tcp://127.0.0.1:%d/./runs;USER=sa".formatted(relational.getPort()));
        environment.put("NIGHTSHIFT_SCHEDULES", folder.resolve("nights.yaml").toString());
        environment.put("NIGHTSHIFT_HTTP_PORT", "0");
        Files.writeString(
                folder.resolve("nights.yaml"),
                """
                shipped: none
                schedules:
                  - name: often
                    cron: '0/2 * * * * ?'
                    job: inbox-import
                    owner: ops
                """);
        Files.createDirectories(folder.resolve("inbox/demo"));
        Files.writeString(folder.resolve("inbox/demo/leads.csv"), rows());
        said = folder.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Nightshift.class.getName(),
                        "serve");
        builder.environment().putAll(environment);
        serving = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        gate.awaitReached();
    }

    @AfterEach
    void close() throws InterruptedException {
        gate.open();
        serving.destroyForcibly().waitFor();
        proxy.close();
        relational.stop();
    }

    @Test
    void aRunWhoseProcessIsKilledIsTakenUpByTheNextAndNothingIsDoneTwice() throws Exception {
        serving.destroyForcibly().waitFor();
        gate.open();

        theNextOneGoesOn();

        assertThat(json("schedules", "history", "often"))
                .as("what was lost is the same row, and done")
                .contains("\"runId\" : 1,")
                .doesNotContain("LOST", "RUNNING", "FAILED");
    }

    @Test
    void askedToEndItStopsAtABatchAndTheNextOneGoesOn() throws Exception {
        serving.destroy();
        await(() -> text().contains("stopping at the next batch"));
        gate.open();

        assertThat(serving.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(text()).contains("stopped; what was at work goes on next time");
        assertThat(serving.exitValue()).isEqualTo(5);
        assertThat(json("schedules", "history", "often")).contains("\"STOPPED\"");

        theNextOneGoesOn();
    }

    private void theNextOneGoesOn() throws Exception {
        Queue<Runnable> ends = new ConcurrentLinkedQueue<>();
        CompletableFuture<Integer> next =
                CompletableFuture.supplyAsync(
                        () -> run(new ByteArrayOutputStream(), ends::add, "serve"),
                        task -> Thread.ofPlatform().daemon().start(task));
        await(() -> Files.exists(folder.resolve("inbox/demo/done/leads.csv")) || next.isDone());
        ends.forEach(Runnable::run);
        assertThat(next.get(60, TimeUnit.SECONDS)).isIn(0, 5);

        assertThat(printed("leads", "count", "--company", "demo").strip())
                .isEqualTo(String.valueOf(ROWS));
        String runs = json("runs", "list");
        assertThat(runs.split("\"job\" : \"csv-import\"", -1)).as("one run").hasSize(2);
        assertThat(json("runs", "show", "1")).contains("\"COMPLETED\"", "\"attempts\" : 2");
    }

    private String text() {
        try {
            return Files.readString(said);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private String json(String... arguments) {
        return printed(
                Stream.concat(Arrays.stream(arguments), Stream.of("--output", "json"))
                        .toArray(String[]::new));
    }

    private String printed(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int _ = run(out, StopSignal.NONE, arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(ByteArrayOutputStream out, StopSignal stop, String... arguments) {
        return new Cli(
                        new Surroundings(
                                InputStream.nullInputStream(),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(
                                        new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                                environment,
                                InstantSource.system(),
                                false,
                                false,
                                stop))
                .run(List.of(arguments).toArray(String[]::new));
    }

    private static String rows() {
        StringBuilder text = new StringBuilder("first_name,phone,email\n");
        IntStream.range(0, ROWS)
                .forEach(
                        i ->
                                text.append(
                                        "A%d,504%03d%04d,lead%d@example.com%n"
                                                .formatted(i, 200 + i / 10_000, i % 10_000, i)));
        return text.toString();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int tries = 0; !condition.getAsBoolean(); tries++) {
            if (tries == 600 || never.await(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not happen within 60 s");
            }
        }
    }
}
