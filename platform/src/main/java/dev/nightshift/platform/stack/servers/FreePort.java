package dev.nightshift.platform.stack.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A loopback port that nothing listens on, for servers that cannot choose one themselves. */
final class FreePort {
    private FreePort() {}

    /** Free a moment ago: the caller must notice when somebody else was faster. */
    static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
