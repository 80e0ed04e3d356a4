package dev.nightshift.platform.stack.servers;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A redis-server child process on loopback, with an append-only file in its folder. The password is
 * in a private configuration file, not on the command line. Thread-safe.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final int port;
    private final String password;
    private final Process process;

    private EmbeddedRedis(int port, String password, Process process) {
        this.port = port;
        this.password = password;
        this.process = process;
    }

    /**
     * Starts a server whose data, configuration and log are in {@code dir}.
     *
     * @param binaries where the executable is unpacked
     */
    public static EmbeddedRedis start(Path dir, Path binaries, String password)
            throws IOException, InterruptedException {
        PrivateFiles.directory(dir);
        int port = FreePort.find();
        Path configuration = dir.resolve("redis.conf");
        PrivateFiles.write(configuration, configuration(dir, port, password));
        File log = PrivateFiles.file(dir.resolve("redis.log")).toFile();
        Process process =
                new ProcessBuilder(
                                RedisBinary.in(binaries).toString(),
                                configuration.toAbsolutePath().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                        .start();
        EmbeddedRedis redis = new EmbeddedRedis(port, password, process);
        redis.awaitReady(log);
        return redis;
    }

    static String configuration(Path dir, int port, String password) {
        return """
        bind 127.0.0.1
        port %d
        requirepass %s
        dir "%s"
        pidfile "%s"
        daemonize no
        databases 1024
        appendonly yes
        appendfsync everysec
        save ""
        """
                .formatted(
                        port,
                        password,
                        quoted(dir.toAbsolutePath()),
                        quoted(dir.toAbsolutePath().resolve("redis.pid")));
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** {@code redis://}, password included. */
    public String uri() {
        return "redis://:%s@127.0.0.1:%d".formatted(password, port);
    }

    /** The loopback port. */
    public int port() {
        return port;
    }

    /** The server's process id. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try (RedisProbe probe = new RedisProbe(port, password)) {
            probe.shutdown();
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(File log) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new NightshiftException(
                        FailureCode.STACK_UNAVAILABLE,
                        "The embedded Redis did not start; %s says why.".formatted(log),
                        "A missing libssl.so.3 is in Debian's libssl3; or set"
                                + " NIGHTSHIFT_REDIS_URI.");
            }
        }
    }

    private boolean answers() {
        try (RedisProbe probe = new RedisProbe(port, password)) {
            return probe.ask("PING").equals("PONG");
        } catch (IOException e) {
            return false;
        }
    }
}
