package dev.nightshift.drills.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay free while nobody listens on them: below those that the operating system hands
 * out to clients, or a port that is refused for a while could be somebody else's afterwards.
 */
public final class KeptPort {
    private static final int FIRST = 20_000;
    private static final int LAST = 31_999;
    private static final int ATTEMPTS = 200;

    private KeptPort() {}

    /** Listens on such a port of the address. */
    public static ServerSocket listen(InetSocketAddress address) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(address.getAddress(), port), 128);
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
