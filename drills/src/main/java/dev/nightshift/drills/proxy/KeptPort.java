package dev.nightshift.drills.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Ports that stay free while nobody listens on them: below those that the operating system hands
 * out to clients, or a port that is refused for a while could be somebody else's afterwards.
 */
public final class KeptPort {
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private static final int ATTEMPTS = 200;
    private static final int BACKLOG = 128;

    private static final Duration LINGERING = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = 20_000_000;

    private KeptPort() {}

    /**
     * Listens there again after it was closed: for a moment the system may still hold the socket on
     * which somebody waited.
     */
    public static ServerSocket listenAgain(InetSocketAddress address) throws IOException {
        long start = System.nanoTime();
        while (true) {
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(address, BACKLOG);
                return socket;
            } catch (IOException held) {
                socket.close();
                if (System.nanoTime() - start > LINGERING.toNanos()) {
                    throw held;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Listens on such a port of the address. */
    public static ServerSocket listen(InetSocketAddress address) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(address.getAddress(), port), BACKLOG);
                return socket;
            } catch (IOException taken) {
                socket.close();
                if (attempt == ATTEMPTS) {
                    throw taken;
                }
            }
        }
    }
}
