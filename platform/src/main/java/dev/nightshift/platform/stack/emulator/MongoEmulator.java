package dev.nightshift.platform.stack.emulator;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;

import org.h2.mvstore.MVStore;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A MongoDB wire protocol server on loopback over one file. Thread-safe. */
public final class MongoEmulator implements AutoCloseable {
    private final MongoServer server;

    private MongoEmulator(MongoServer server) {
        this.server = server;
    }

    /** Serves the databases in {@code file}, which is created when missing. */
    public static MongoEmulator start(Path file) {
        MVStore store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
        MongoServer server = new MongoServer(new H2Backend(store));
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return new MongoEmulator(server);
    }

    /** {@code mongodb://}, without a database. */
    public String uri() {
        return "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
