package dev.nightshift.platform.stack.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A loopback port that nothing listens on, for servers that cannot choose one themselves. */
public final class FreePort {
    private FreePort() {}

    /** Free a moment ago: the caller must notice when somebody else was faster. */
    static int find() throws IOException {
        return bound(0);
    }

    /**
     * The port of before where it is free, so that clients that are still there find the server
     * again; else any.
     *
     * @param before 0 when there was none
     * @throws IOException when no port is free
     */
    public static int again(int before) throws IOException {
        try {
            return bound(before);
        } catch (IOException taken) {
            return find();
        }
    }

    private static int bound(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
