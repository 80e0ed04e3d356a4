package dev.nightshift.platform.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A loopback port in front of a server, which a test can take away, give back with another server
 * behind it, and make swallow answers. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> doomed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile Predicate<String> request = text -> true;
    private volatile int target;
    private volatile boolean down;
    private final ServerSocket listener;

    /** Listens in front of the loopback port. */
    public TcpProxy(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = listener.getLocalPort();
        Thread.ofVirtual().start(this::accept);
    }

    /** Where clients connect. */
    public int port() {
        return port;
    }

    /** Breaks all connections, and new ones as soon as they are made. */
    public void down() {
        down = true;
        sockets.forEach(TcpProxy::close);
        sockets.clear();
    }

    /** Serves again. The port was kept meanwhile: a free one could be taken by somebody else. */
    public void up() {
        down = false;
    }

    /** New connections go to another server. */
    public void target(int port) {
        target = port;
    }

    /**
     * The next requests that match reach the server, but instead of its answer the connection
     * breaks.
     *
     * @param which sees a request's bytes as ISO-8859-1 text
     */
    public void loseAnswers(int count, Predicate<String> which) {
        request = which;
        answersToLose.set(count);
    }

    @Override
    public void close() {
        close(listener);
        down();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (down) {
                    client.close();
                    continue;
                }
                sockets.add(client);
                connect(client);
            } catch (IOException e) {
                // The listener was closed.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            Thread.ofVirtual().start(() -> forward(client, server, true));
            Thread.ofVirtual().start(() -> forward(server, client, false));
        } catch (IOException serverIsAway) {
            client.close();
        }
    }

    private void forward(Socket from, Socket to, boolean isRequest) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (isRequest && loses(buffer, read)) {
                    doomed.add(to);
                }
                if (!isRequest && doomed.remove(from)) {
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // One side is gone; closing the other tells it.
        }
    }

    private boolean loses(byte[] buffer, int length) {
        return answersToLose.get() > 0
                && request.test(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))
                && answersToLose.getAndDecrement() > 0;
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
