package dev.nightshift.drills.lab;

import dev.nightshift.platform.stack.servers.EmbeddedRedis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The lab's redis-server, which may be killed. Thread-safe. */
final class LabRedis implements AutoCloseable {
    private final EmbeddedRedis server;
    private final URI uri;

    LabRedis(EmbeddedRedis server) {
        this.server = server;
        this.uri = URI.create(server.uri());
    }

    String description() throws IOException {
        return "Redis: a real one, %s.".formatted(server.engine());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort());
    }

    /** With the password, as it is reached there. */
    String uri(InetSocketAddress reachedAt) {
        return "redis://%s@%s:%d"
                .formatted(
                        uri.getRawUserInfo(),
                        reachedAt.getAddress().getHostAddress(),
                        reachedAt.getPort());
    }

    /** Of the server itself, whatever is in front of it. */
    String ownUri() {
        return server.uri();
    }

    synchronized void kill() throws InterruptedException, IOException {
        try {
            Optional<ProcessHandle> process = ProcessHandle.of(server.pid());
            if (process.isPresent()) {
                process.get().destroyForcibly();
                process.get().onExit().get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    synchronized void revive() throws IOException, InterruptedException {
        server.restartIfDead();
    }

    @Override
    public void close() {
        server.close();
    }
}
