package dev.nightshift.platform.stack.emulator;

import dev.nightshift.platform.stack.accounts.LocalAccounts;
import dev.nightshift.platform.stack.servers.FreePort;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A MongoDB wire protocol server on loopback over one file and its log. An answered write survives
 * the death of this process. It knows no passwords; where the system tells whose a connection is,
 * it talks to its own account and to root alone. Thread-safe.
 */
public final class MongoEmulator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MongoEmulator.class);

    /** What the emulator says it is, and what it is. */
    public static final String ENGINE = "emulator (mongo-java-server 1.47, durable)";

    private static final int REST_SECONDS = 2;

    private final WireServer server;
    private final DurableBackend backend;
    private final ScheduledExecutorService rests =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("mongo-emulator-rest").factory());
    private final ScheduledFuture<?> resting;

    private MongoEmulator(DurableBackend backend, WireServer server) {
        this.backend = backend;
        this.server = server;
        this.resting =
                rests.scheduleWithFixedDelay(
                        this::rest, REST_SECONDS, REST_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Serves the databases in {@code file}, which is created when missing.
     *
     * @throws IOException when the file or its log cannot be read or written
     */
    public static MongoEmulator start(Path file) throws IOException {
        return start(file, 0);
    }

    /**
     * The same at the port of before where it is free, so that clients that are still there find it
     * again.
     *
     * @param before 0 for any port
     * @throws IOException when the file or its log cannot be read or written
     */
    public static MongoEmulator start(Path file, int before) throws IOException {
        return start(file, before, LocalAccounts.ofThisMachine());
    }

    static MongoEmulator start(Path file, int before, LocalAccounts accounts) throws IOException {
        int port = before == 0 ? 0 : FreePort.again(before);
        DurableBackend backend = new DurableBackend(DurableStore.in(file));
        return new MongoEmulator(backend, WireServer.listen(backend, accounts, port));
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    private void rest() {
        try {
            backend.rest();
        } catch (IOException | RuntimeException e) {
            log.atError().setCause(e).log("the file could not be written");
        }
    }

    /** {@code mongodb://}, without a database. */
    public String uri() {
        return "mongodb://127.0.0.1:" + server.port();
    }

    /** Connections that have asked something and are open. */
    public int clients() {
        return backend.clients();
    }

    /**
     * Whether the file could not be written, so that nothing is answered any more. What was
     * answered is in the log, and served again by the next start that finds room.
     */
    public boolean isBroken() {
        return backend.isBroken();
    }

    @Override
    public void close() {
        resting.cancel(false);
        rests.close();
        server.close();
    }
}
