package dev.nightshift.platform.stack;

import dev.nightshift.platform.stack.emulator.MongoEmulator;
import dev.nightshift.platform.stack.servers.EmbeddedRedis;
import dev.nightshift.platform.stack.servers.MongodReplicaSet;
import dev.nightshift.platform.stack.servers.RelationalServer;

import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The servers of one data dir, started and stopped together. Thread-safe. */
final class StackServers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StackServers.class);

    private final List<AutoCloseable> started = new ArrayList<>();
    private final List<StackFile.Store> stores = new ArrayList<>();
    private @Nullable MongoEmulator emulator;
    private @Nullable MongodReplicaSet mongod;
    private @Nullable EmbeddedRedis redis;
    private @Nullable RelationalServer relational;

    private StackServers() {}

    /**
     * Starts the servers side by side; when one does not start, none is left.
     *
     * @param mongodBinary what serves MongoDB; the emulator when empty
     */
    static StackServers start(DataDir dataDir, Set<StoreKind> kinds, Optional<Path> mongodBinary)
            throws IOException, InterruptedException {
        // Two of the servers store through H2, whose file systems initialise each other: on two
        // threads at once they wait for one another for ever.
        FilePath.get(dataDir.root().toString());
        StackServers servers = new StackServers();
        try (ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> pending = new ArrayList<>();
            for (StoreKind kind : kinds) {
                pending.add(starts.submit(servers.starter(dataDir, kind, mongodBinary)));
            }
            for (Future<Void> start : pending) {
                start.get();
            }
            return servers;
        } catch (ExecutionException e) {
            servers.close();
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case IOException failure -> throw failure;
                case null, default -> throw new IOException("a server did not start", e);
            }
        }
    }

    private Callable<Void> starter(DataDir dataDir, StoreKind kind, Optional<Path> mongodBinary) {
        return () -> {
            switch (kind) {
                case MONGODB -> startMongodb(dataDir, mongodBinary);
                case REDIS -> startRedis(dataDir);
                case RELATIONAL -> startRelational(dataDir);
            }
            return null;
        };
    }

    private void startMongodb(DataDir dataDir, Optional<Path> binary)
            throws IOException, InterruptedException {
        if (binary.isPresent()) {
            MongodReplicaSet server =
                    MongodReplicaSet.start(
                            dataDir.mongodb(),
                            binary.get(),
                            dataDir.secret("mongodb"),
                            dataDir.secret("mongodb-key"),
                            dataDir.portBefore(StoreKind.MONGODB));
            dataDir.keepPort(StoreKind.MONGODB, server.port());
            mongod = server;
            add(server, StoreKind.MONGODB, server.uri(), "", "", server.engine());
        } else {
            MongoEmulator server =
                    MongoEmulator.start(
                            dataDir.mongodb().resolve("nightshift.mv"),
                            dataDir.portBefore(StoreKind.MONGODB));
            dataDir.keepPort(StoreKind.MONGODB, server.port());
            emulator = server;
            add(
                    server,
                    StoreKind.MONGODB,
                    server.uri() + "/nightshift",
                    "",
                    "",
                    MongoEmulator.ENGINE);
        }
    }

    private void startRedis(DataDir dataDir) throws IOException, InterruptedException {
        EmbeddedRedis server =
                EmbeddedRedis.start(dataDir.redis(), dataDir.binaries(), dataDir.secret("redis"));
        redis = server;
        add(server, StoreKind.REDIS, server.uri(), "", "", server.engine());
    }

    private void startRelational(DataDir dataDir) throws IOException, SQLException {
        String password = dataDir.secret("relational");
        RelationalServer server =
                RelationalServer.start(
                        dataDir.relational(), password, dataDir.portBefore(StoreKind.RELATIONAL));
        dataDir.keepPort(StoreKind.RELATIONAL, server.port());
        relational = server;
        add(
                server,
                StoreKind.RELATIONAL,
                server.url(),
                RelationalServer.USER,
                password,
                RelationalServer.engine());
    }

    private synchronized void add(
            AutoCloseable server,
            StoreKind kind,
            String uri,
            String user,
            String password,
            String engine) {
        started.add(server);
        stores.add(new StackFile.Store(kind, uri, user, password, engine));
    }

    synchronized List<StackFile.Store> stores() {
        return List.copyOf(stores);
    }

    /** Connections of clients to all servers; one that cannot be asked counts as used. */
    int clients() {
        int clients = 0;
        try {
            clients += emulator == null ? 0 : emulator.clients();
            clients += mongod == null ? 0 : mongod.clients();
            clients += redis == null ? 0 : redis.clients();
            clients += relational == null ? 0 : relational.clients();
            return clients;
        } catch (IOException | SQLException e) {
            log.atDebug().setCause(e).log("a server does not say how many clients it has");
            return clients + 1;
        }
    }

    /** Starts again what has died and can be started again by itself. */
    void repair() throws InterruptedException {
        try {
            if (redis != null && redis.restartIfDead()) {
                log.atWarn().log("redis was started again");
            }
        } catch (IOException | RuntimeException e) {
            log.atError().setCause(e).log("redis could not be started again");
        }
    }

    /**
     * Whether a server cannot go on in this process; the next one starts from what was answered.
     */
    boolean isBroken() {
        return (emulator != null && emulator.isBroken())
                || (relational != null && relational.isBroken());
    }

    @Override
    public synchronized void close() {
        for (AutoCloseable server : started) {
            try {
                server.close();
            } catch (Exception e) {
                log.atError().setCause(e).log("a server did not stop cleanly");
            }
        }
        started.clear();
    }
}
