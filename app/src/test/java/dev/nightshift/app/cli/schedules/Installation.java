package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.Nightshift;
import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RequestGate;
import dev.nightshift.platform.testing.TcpProxy;

import org.h2.tools.Server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An installation with a company's leads to import, whose processes the test starts and ends; the
 * first batch of an import is held until the gate is opened.
 */
final class Installation implements AutoCloseable {
    static final int ROWS = 7_000;

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Process> processes = new ArrayList<>();
    private final TcpProxy proxy;
    private final Server relational;
    final RequestGate gate;

    /** A command that serves in this process. */
    record Serving(CompletableFuture<Integer> exit, Runnable end, Supplier<String> said) {}

    /**
     * @param folder of the test
     * @param schedules rows of the table, as YAML; nothing shipped is in it
     */
    Installation(Path folder, String schedules) throws IOException, SQLException {
        this.folder = folder;
        Settings settings = EmbeddedStack.fresh().settings();
        String mongodb = settings.mongodbUri().orElseThrow();
        int port = URI.create(mongodb).getPort();
        proxy = new TcpProxy(port);
        gate = RequestGate.in(proxy, "insert", "leads", 1);
        relational =
                Server.createTcpServer(
                                "-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
                        .start();
        environment.put("USER", "olivia");
        environment.put("NIGHTSHIFT_DATA_DIR", settings.dataDir().toString());
        environment.put("NIGHTSHIFT_INBOX_DIR", folder.resolve("inbox").toString());
        environment.put("NIGHTSHIFT_MONGODB_URI", mongodb.replace(":" + port, ":" + proxy.port()));
        environment.put("NIGHTSHIFT_REDIS_URI", settings.redisUri().orElseThrow());
        environment.put(
                "NIGHTSHIFT_JDBC_URL",
                "jdbc:h2:tcp://127.0.0.1:%d/./runs;USER=sa".formatted(relational.getPort()));
        environment.put("NIGHTSHIFT_SCHEDULES", folder.resolve("nights.yaml").toString());
        environment.put("NIGHTSHIFT_HTTP_PORT", "0");
        Files.writeString(folder.resolve("nights.yaml"), "shipped: none\n" + schedules);
    }

    /** A file of leads. */
    Path leads(String name) throws IOException {
        StringBuilder text = new StringBuilder("first_name,phone,email\n");
        IntStream.range(0, ROWS)
                .forEach(
                        i ->
                                text.append(
                                        "A%d,504%03d%04d,lead%d@example.com%n"
                                                .formatted(i, 200 + i / 10_000, i % 10_000, i)));
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    String jdbcUrl() {
        return environment.getOrDefault("NIGHTSHIFT_JDBC_URL", "");
    }

    /** The relational store is gone. */
    void endRelational() {
        relational.stop();
    }

    /** A command in a process of its own; what it says is in {@link #said}. */
    Process start(String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Stream.concat(
                                        Stream.of(
                                                Path.of(
                                                                System.getProperty("java.home"),
                                                                "bin",
                                                                "java")
                                                        .toString(),
                                                "-XX:TieredStopAtLevel=1",
                                                "-cp",
                                                System.getProperty("java.class.path"),
                                                Nightshift.class.getName()),
                                        Arrays.stream(arguments))
                                .toList());
        builder.environment().putAll(environment);
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        processes.add(process);
        return process;
    }

    /** What the newest process said so far. */
    String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    /** Waits until an import stands at its first batch. */
    void awaitImport() throws Exception {
        try {
            gate.awaitReached();
        } catch (IllegalStateException never) {
            throw new AssertionError(said(), never);
        }
    }

    /** Serves in this process. */
    Serving serve() {
        return serve(InstantSource.system());
    }

    /** The same by another clock. */
    Serving serve(InstantSource clock) {
        Queue<Runnable> ends = new ConcurrentLinkedQueue<>();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CompletableFuture<Integer> exit =
                CompletableFuture.supplyAsync(
                        () -> run(new ByteArrayOutputStream(), err, clock, ends::add, "serve"),
                        task -> Thread.ofPlatform().daemon().start(task));
        return new Serving(
                exit,
                () -> ends.forEach(Runnable::run),
                () -> err.toString(StandardCharsets.UTF_8));
    }

    String json(String... arguments) {
        return printed(
                Stream.concat(Arrays.stream(arguments), Stream.of("--output", "json"))
                        .toArray(String[]::new));
    }

    String printed(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int _ =
                run(
                        out,
                        new ByteArrayOutputStream(),
                        InstantSource.system(),
                        StopSignal.NONE,
                        arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(
            ByteArrayOutputStream out,
            ByteArrayOutputStream err,
            InstantSource clock,
            StopSignal stop,
            String... arguments) {
        return new Cli(
                        new Surroundings(
                                InputStream.nullInputStream(),
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                environment,
                                clock,
                                false,
                                false,
                                stop))
                .run(List.of(arguments).toArray(String[]::new));
    }

    static void await(Callable<Boolean> condition) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int tries = 0; !condition.call(); tries++) {
            if (tries == 1_200 || never.await(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not happen within 120 s");
            }
        }
    }

    @Override
    public void close() {
        gate.open();
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
        }
        proxy.close();
        relational.stop();
    }
}
