package dev.nightshift.drills.replicaset.wire;

import dev.nightshift.drills.proxy.KeptPort;
import dev.nightshift.drills.proxy.Listener;

import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loopback port that speaks MongoDB's wire protocol: each connection on a virtual thread, its
 * requests one after the other. Thread-safe.
 */
public final class WireServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WireServer.class);

    private final Listener listener;
    private final Answers answers;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sequence = new AtomicInteger();

    /** Who answers. */
    public interface Answers {
        /**
         * The answer to a request; it may take its time.
         *
         * @throws IOException to hang up instead
         */
        BsonDocument to(Request request) throws IOException, InterruptedException;
    }

    /**
     * Listens.
     *
     * @param port 0 for any
     */
    public WireServer(int port, Answers answers) throws IOException {
        this.answers = answers;
        listener = new Listener("mongo-listener", listen(port), this::take);
    }

    // A member that is killed listens on the same port when it is back.
    private static ServerSocket listen(int port) throws IOException {
        if (port == 0) {
            return KeptPort.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
        return KeptPort.listenAgain(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Where it listens. */
    public int port() {
        return listener.port();
    }

    /** How many clients are connected. */
    public int connections() {
        return connections.size();
    }

    private void take(Socket client) {
        connections.add(client);
        Thread.ofVirtual().name("mongo-connection").start(() -> serve(client));
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream(), 1 << 16);
            OutputStream out = client.getOutputStream();
            for (Request request = Messages.read(in);
                    request != null;
                    request = Messages.read(in)) {
                BsonDocument answer = answers.to(request);
                if (request.answered()) {
                    out.write(Messages.reply(request, sequence.incrementAndGet(), answer));
                    out.flush();
                }
            }
        } catch (IOException hungUp) {
            log.debug("a connection ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(client);
        }
    }

    /** Hangs up on everybody, as the end of the process would. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : connections) {
            client.close();
        }
    }
}
