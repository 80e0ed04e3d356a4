package dev.nightshift.drills.proxy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens in front of a server and passes on what comes, as it is told. It lives in this process:
 * when the process ends, so does what it did. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FaultProxy.class);
    private static final int CONNECT_MILLIS = 5_000;

    private final InetSocketAddress address;
    private final InetSocketAddress target;
    private final Disturbances disturbances = new Disturbances();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private Listener listener;
    private volatile boolean closed;

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Listens.
     *
     * @param address a port of 0 means any that is kept while connections are refused
     * @param target the server
     */
    public FaultProxy(InetSocketAddress address, InetSocketAddress target) throws IOException {
        this.target = target;
        this.listener = serve(address.getPort() == 0 ? KeptPort.listen(address) : bind(address));
        this.address = new InetSocketAddress(address.getAddress(), listener.port());
    }

    /** Where clients connect. */
    public InetSocketAddress address() {
        return address;
    }

    /** Where it passes on to. */
    public InetSocketAddress target() {
        return target;
    }

    /**
     * Disturbs what passes from now on, until the returned object is closed.
     *
     * @throws IllegalStateException when it is closed
     */
    public synchronized AutoCloseable disturb(Disturbance disturbance) {
        if (closed) {
            throw new IllegalStateException("the proxy is closed");
        }
        Disturbances.Held held = disturbances.add(disturbance);
        switch (disturbance) {
            case Disturbance.Refuse _ -> {
                close(listener);
                sockets.forEach(FaultProxy::close);
            }
            case Disturbance.Reset _ -> reset(List.copyOf(sockets));
            case Disturbance.Freeze _,
                    Disturbance.Latency _,
                    Disturbance.Bandwidth _,
                    Disturbance.CutAfter _ -> {}
        }
        return () -> end(held);
    }

    private synchronized void end(Disturbances.Held held) throws IOException {
        disturbances.remove(held);
        if (!closed && listener.isClosed() && !disturbances.is(Disturbance.Refuse.class)) {
            listener = serve(bind(address));
        }
    }

    /** How many connections pass through it. */
    public int connections() {
        return sockets.size() / 2;
    }

    private static ServerSocket bind(InetSocketAddress address) {
        try {
            return KeptPort.listenAgain(address);
        } catch (IOException e) {
            throw new NightshiftException(
                    FailureCode.FAULT_FAILED,
                    "The proxy cannot listen on %s:%d."
                            .formatted(address.getAddress().getHostAddress(), address.getPort()),
                    "See what listens there, or whether this machine has that loopback address.",
                    e);
        }
    }

    private Listener serve(ServerSocket socket) {
        return new Listener("drill-proxy-listener", socket, client -> start(() -> connect(client)));
    }

    private void connect(Socket client) throws IOException, InterruptedException {
        sockets.add(client);
        disturbances.awaitThaw();
        if (disturbances.is(Disturbance.Reset.class)) {
            reset(List.of(client));
            sockets.remove(client);
            return;
        }
        Socket server = new Socket();
        sockets.add(server);
        try (client;
                server) {
            server.connect(target, CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Runnable reset = () -> reset(List.of(client, server));
            if (closed
                    || disturbances.is(Disturbance.Refuse.class)
                    || disturbances.is(Disturbance.Reset.class)) {
                reset.run();
                return;
            }
            Pipe answers =
                    new Pipe(
                            server.getInputStream(),
                            client.getOutputStream(),
                            disturbances,
                            true,
                            reset);
            Pipe requests =
                    new Pipe(
                            client.getInputStream(),
                            server.getOutputStream(),
                            disturbances,
                            false,
                            reset);
            start(answers::read);
            start(requests::read);
            start(
                    () -> {
                        try (server) {
                            requests.write();
                        }
                    });
            answers.write();
        } finally {
            sockets.remove(client);
            sockets.remove(server);
        }
    }

    private static void start(Work work) {
        Thread.ofVirtual()
                .name("drill-proxy")
                .start(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException oneSideIsGone) {
                                log.debug("a connection through a proxy ended");
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }

    // All are marked before the first is closed: its end makes the threads of the connection close
    // the other side, which would be an orderly end.
    private static void reset(List<Socket> some) {
        for (Socket socket : some) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException gone) {
                log.debug("a connection was gone before it was reset");
            }
        }
        some.forEach(FaultProxy::close);
    }

    private static void close(java.io.Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("a socket did not close");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        close(listener);
        sockets.forEach(FaultProxy::close);
    }
}
