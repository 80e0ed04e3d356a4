package dev.nightshift.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RequestGate;
import dev.nightshift.platform.testing.TcpProxy;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Commands about a run while another command is at work on it. */
class LiveRunIT {
    private static final int ROWS = 7_000;

    /** The common pool has as few threads as a small machine has cores. */
    private static final Executor OWN_THREAD = task -> Thread.ofPlatform().daemon().start(task);

    private record Ended(int exit, String out, String err) {}

    @TempDir private Path folder = Path.of("");
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final AtomicReference<Runnable> ctrlC = new AtomicReference<>(() -> {});
    private TcpProxy proxy;
    private Path file;
    private CompletableFuture<Ended> running;
    private RequestGate gate;

    @BeforeEach
    void startAnImport() throws Exception {
        Settings settings = EmbeddedStack.fresh().settings();
        String mongodb = settings.mongodbUri().orElseThrow();
        int port = URI.create(mongodb).getPort();
        proxy = new TcpProxy(port);
        environment.put("USER", "olivia");
        environment.put("NIGHTSHIFT_DATA_DIR", settings.dataDir().toString());
        environment.put("NIGHTSHIFT_MONGODB_URI", mongodb.replace(":" + port, ":" + proxy.port()));
        environment.put("NIGHTSHIFT_REDIS_URI", settings.redisUri().orElseThrow());
        environment.put("NIGHTSHIFT_JDBC_URL", settings.jdbcUrl().orElseThrow());
        file = rows();
        gate = RequestGate.in(proxy, "insert", "leads", 1);
        running =
                CompletableFuture.supplyAsync(
                        () -> run(ctrlC::set, "import", file.toString(), "--company", "demo"),
                        OWN_THREAD);
        gate.awaitReached();
    }

    @AfterEach
    void close() {
        gate.open();
        proxy.close();
    }

    /**
     * A run sees what is asked of it within a second; the rest of the file takes less than that.
     */
    private Ended importEndedAsAsked() throws Exception {
        assertThat(new CountDownLatch(1).await(2, TimeUnit.SECONDS)).isFalse();
        return importEnded();
    }

    private Ended importEnded() throws Exception {
        gate.open();
        return running.get(1, TimeUnit.MINUTES);
    }

    @Test
    void aRunIsPausedAndResumedByOtherCommands() throws Exception {
        Ended pause = run("runs", "pause", "1");
        assertThat(pause.exit()).isZero();
        assertThat(pause.out()).contains("PAUSING").contains("olivia");

        Ended paused = importEndedAsAsked();
        assertThat(paused.exit()).isEqualTo(5);
        assertThat(paused.out()).contains("outcome    STOPPED");
        assertThat(run("runs", "show", "1").out()).contains("PAUSED");
        assertThat(run("runs", "follow", "1").exit()).isEqualTo(5);
        assertThat(run("runs", "stop", "2").exit()).as("there is no such run").isEqualTo(3);

        Ended resumed = run("runs", "resume", "1");
        assertThat(resumed.exit()).isZero();
        assertThat(resumed.out())
                .contains("COMPLETED", "read %d, inserted %d".formatted(ROWS, ROWS))
                .containsPattern("attempt +2, which began at 20");
        assertThat(resumed.err()).contains("stores: MongoDB: configured");
        Ended again = run("runs", "restart", "1");
        assertThat(again.exit()).isEqualTo(3);
        assertThat(again.err()).contains("error: ").contains("COMPLETED");
        assertThat(leads()).isEqualTo(String.valueOf(ROWS));
    }

    @Test
    void aRunIsStoppedAndRestartedByOtherCommands() throws Exception {
        CompletableFuture<Ended> follower =
                CompletableFuture.supplyAsync(() -> run("runs", "follow", "1"), OWN_THREAD);
        Ended stop = run("runs", "stop", "1", "--output", "json");
        assertThat(stop.exit()).isZero();
        assertThat(stop.out()).contains("\"STOPPING\"");
        assertThat(run("runs", "recover", "1").exit()).as("it lives").isEqualTo(3);

        assertThat(importEndedAsAsked().exit()).isEqualTo(5);
        assertThat(follower.get(1, TimeUnit.MINUTES).exit()).isEqualTo(5);
        assertThat(run("runs", "resume", "1").exit()).as("it is not paused").isEqualTo(3);

        Ended restarted = run("runs", "restart", "1", "--output", "json");
        assertThat(restarted.exit()).isZero();
        assertThat(restarted.err()).as("for programs").doesNotContain("stores:");
        assertThat(restarted.out()).contains("\"COMPLETED\"");
        assertThat(leads()).isEqualTo(String.valueOf(ROWS));
    }

    @Test
    void ctrlCStopsAtTheNextBatchAndTheSameCommandGoesOn() throws Exception {
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(ctrlC.get(), OWN_THREAD);
        Ended stopped = importEndedAsAsked();
        stopping.get(1, TimeUnit.MINUTES);

        assertThat(stopped.exit()).isEqualTo(5);
        assertThat(stopped.err()).contains("stopping at the next batch");
        Ended rest = run("import", file.toString(), "--company", "demo");
        assertThat(rest.exit()).isZero();
        assertThat(rest.out()).contains("run        1", "read       " + ROWS);
        assertThat(leads()).isEqualTo(String.valueOf(ROWS));
    }

    @Test
    void theSameFileAtOnceIsRefusedWithTheRunThatHasIt() throws Exception {
        Ended second = run("import", file.toString(), "--company", "demo");

        assertThat(second.exit()).isEqualTo(3);
        assertThat(second.err()).contains("Run 1 does this already");
        assertThat(importEnded().exit()).isZero();
    }

    @Test
    @Timeout(60)
    void anotherFileOfTheCompanyWaitsForItsTurnAndSaysSo() throws Exception {
        Path other = Files.writeString(folder.resolve("other.csv"), "phone\n6175550199\n");
        CompletableFuture<Ended> waiting =
                CompletableFuture.supplyAsync(
                        () -> run("import", other.toString(), "--company", "demo"), OWN_THREAD);
        Ended seen = run("runs", "show", "2");
        while (seen.exit() != 0 && !waiting.isDone()) {
            seen = run("runs", "show", "2");
        }
        assertThat(waiting).as("it waits").isNotDone();
        assertThat(seen.out()).contains("QUEUED");

        assertThat(importEnded().exit()).isZero();
        Ended done = waiting.get(1, TimeUnit.MINUTES);
        assertThat(done.exit()).isZero();
        assertThat(done.err()).contains("run 2 waits for run 1 to end");
        assertThat(leads()).isEqualTo(String.valueOf(ROWS + 1));
    }

    @Test
    void aRunThatHangsIsForcedForAReasonAndRestarted() throws Exception {
        assertThat(run("runs", "recover", "1", "--force").exit()).as("no reason").isEqualTo(2);
        assertThat(run("runs", "recover", "1", "--give-up", "--reason", "x").exit())
                .as("it is at work")
                .isEqualTo(3);

        Ended forced = run("runs", "recover", "1", "--force", "--reason", "it hangs");

        assertThat(forced.exit()).isZero();
        assertThat(forced.out()).contains("FAILED (forced to end by olivia: it hangs)");
        Ended hung = importEndedAsAsked();
        assertThat(hung.exit()).isEqualTo(1);
        assertThat(run("runs", "restart", "1").exit()).isZero();
        assertThat(leads()).isEqualTo(String.valueOf(ROWS));
        assertThat(run("runs", "recover", "1", "--force", "--reason", "again").exit()).isEqualTo(3);
    }

    private String leads() {
        return run("leads", "count", "--company", "demo").out().strip();
    }

    private Ended run(String... arguments) {
        return run(StopSignal.NONE, arguments);
    }

    private Ended run(StopSignal signal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit =
                new Cli(
                                new Surroundings(
                                        InputStream.nullInputStream(),
                                        new PrintStream(out, true, StandardCharsets.UTF_8),
                                        new PrintStream(err, true, StandardCharsets.UTF_8),
                                        environment,
                                        InstantSource.system(),
                                        false,
                                        false,
                                        signal))
                        .run(arguments);
        return new Ended(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Path rows() throws IOException {
        StringBuilder text = new StringBuilder("first_name,phone,email\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(
                    "A%d,504%03d%04d,lead%d@example.com%n"
                            .formatted(i, 200 + i / 10_000, i % 10_000, i));
        }
        return Files.writeString(folder.resolve("leads.csv"), text);
    }
}
