package dev.nightshift.drills.proxy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * Takes the connections of a port until it is closed; whoever connects after that is refused.
 * Thread-safe.
 */
public final class Listener implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Listener.class);

    private final ServerSocket socket;
    private final Consumer<Socket> taker;
    private final Thread thread;

    /**
     * Listens.
     *
     * @param socket bound; closed with this
     * @param taker is not to wait: the next connection is taken when it is done
     */
    public Listener(String name, ServerSocket socket, Consumer<Socket> taker) {
        this.socket = socket;
        this.taker = taker;
        thread = Thread.ofPlatform().daemon().name(name).start(this::accept);
    }

    /** The port, also after it was closed. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Whether it takes connections no more. */
    public boolean isClosed() {
        return socket.isClosed();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                taker.accept(socket.accept());
            } catch (IOException e) {
                log.debug("a listener ended");
            }
        }
    }

    // The system takes connections until the call that waits for one has returned, which may be
    // after close() has.
    @Override
    public void close() throws IOException {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a listener ended");
        }
    }
}
