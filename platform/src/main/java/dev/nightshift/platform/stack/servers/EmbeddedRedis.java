package dev.nightshift.platform.stack.servers;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A redis-server child process on loopback, with an append-only file in its folder. The password is
 * in a private configuration file, not on the command line. A server that outlived the process
 * which started it is stopped by the next start. Thread-safe.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final String CONFIGURATION = "redis.conf";
    private static final String PID = "redis.pid";

    /**
     * What nobody asks of it. With these a stolen password would write files as this account, or
     * have another server copy all that is kept.
     */
    private static final List<String> CLOSED =
            List.of("CONFIG", "MODULE", "SLAVEOF", "REPLICAOF", "SAVE", "BGSAVE", "DEBUG");

    private final Path dir;
    private final Path binary;
    private final int port;
    private final String password;
    private Process process;

    private EmbeddedRedis(Path dir, Path binary, int port, String password) throws IOException {
        this.dir = dir;
        this.binary = binary;
        this.port = port;
        this.password = password;
        this.process = launch();
    }

    /**
     * Starts a server whose data, configuration and log are in {@code dir}.
     *
     * @param binaries where the executable is unpacked
     * @throws NightshiftException STACK_UNAVAILABLE when there is no server for this machine, or it
     *     does not start
     */
    public static EmbeddedRedis start(Path dir, Path binaries, String password)
            throws IOException, InterruptedException {
        PrivateFiles.directory(dir);
        Path binary = RedisBinary.in(binaries);
        Orphan.stop(dir.resolve(PID), binary, STOP_LIMIT);
        int port = FreePort.again(portIn(dir.resolve(CONFIGURATION)).orElse(0));
        PrivateFiles.write(dir.resolve(CONFIGURATION), configuration(dir, port, password));
        EmbeddedRedis redis = new EmbeddedRedis(dir, binary, port, password);
        redis.awaitReady();
        return redis;
    }

    /** Starts the server again, on the same port, when it has died; true when it had. */
    public synchronized boolean restartIfDead() throws IOException, InterruptedException {
        if (process.isAlive()) {
            return false;
        }
        log.atWarn().addKeyValue("exitValue", process.exitValue()).log("redis died");
        process = launch();
        awaitReady();
        return true;
    }

    private static Optional<Integer> portIn(Path configuration) throws IOException {
        if (!Files.exists(configuration)) {
            return Optional.empty();
        }
        return Files.readAllLines(configuration).stream()
                .filter(line -> line.matches("port \\d{1,5}"))
                .map(line -> Integer.valueOf(line.substring("port ".length())))
                .findFirst();
    }

    static String configuration(Path dir, int port, String password) {
        return """
        bind 127.0.0.1
        port %d
        requirepass %s
        dir "%s"
        daemonize no
        databases 1024
        appendonly yes
        appendfsync everysec
        save ""
        pidfile "%s"
        """
                        .formatted(
                                port,
                                password,
                                quoted(dir.toAbsolutePath()),
                                quoted(dir.toAbsolutePath().resolve(PID)))
                + CLOSED.stream()
                        .map("rename-command %s \"\"\n"::formatted)
                        .collect(Collectors.joining());
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private Path serverLog() {
        return dir.resolve("redis.log");
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        binary.toString(), dir.resolve(CONFIGURATION).toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(PrivateFiles.file(serverLog()).toFile()))
                .start();
    }

    /** {@code redis://}, password included. */
    public String uri() {
        return "redis://:%s@127.0.0.1:%d".formatted(password, port);
    }

    /** What serves. */
    public String engine() throws IOException {
        try (RedisProbe probe = new RedisProbe(port, password)) {
            return "Redis " + probe.info("server", "redis_version");
        }
    }

    /** Connections of clients. */
    public int clients() throws IOException {
        try (RedisProbe probe = new RedisProbe(port, password)) {
            return Integer.parseInt(probe.info("clients", "connected_clients")) - 1;
        }
    }

    /** The server's process id. */
    public synchronized long pid() {
        return process.pid();
    }

    @Override
    public synchronized void close() {
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

    private void awaitReady() throws InterruptedException {
        Silence silence = new Silence(SILENCE_LIMIT, System::nanoTime);
        for (Answer answer = answer(); answer != Answer.READY; answer = answer()) {
            if (answer == Answer.LOADING) {
                silence.broken();
            }
            if (process.waitFor(10, TimeUnit.MILLISECONDS) || silence.isTooLong()) {
                process.destroyForcibly();
                throw new NightshiftException(
                        FailureCode.STACK_UNAVAILABLE,
                        "The embedded Redis did not start; %s says why.".formatted(serverLog()),
                        "If libssl.so.3 is missing, install libssl3; or set NIGHTSHIFT_REDIS_URI.");
            }
        }
    }

    private enum Answer {
        READY,
        /** It reads its file, which takes as long as the file is large. */
        LOADING,
        NONE
    }

    private Answer answer() {
        try (RedisProbe probe = new RedisProbe(port, password)) {
            return probe.info("persistence", "loading").equals("0") ? Answer.READY : Answer.LOADING;
        } catch (IOException e) {
            return Answer.NONE;
        }
    }
}
