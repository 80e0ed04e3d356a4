package dev.nightshift.app.logging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.sentry.Sentry;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** Takes what is sent to Sentry, and keeps it as text. Closing it ends reports in this process. */
public final class SentryServer implements AutoCloseable {
    private final BlockingQueue<String> envelopes = new LinkedBlockingQueue<>();
    private final HttpServer server;

    /** One that listens on a port of its own. */
    public SentryServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/1/envelope/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) {
        try (exchange) {
            boolean packed =
                    "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            envelopes.add(
                    new String(
                            (packed ? new GZIPInputStream(body) : body).readAllBytes(),
                            StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the setting SENTRY_DSN. */
    public String dsn() {
        return "http://key@127.0.0.1:%d/1".formatted(server.getAddress().getPort());
    }

    /** The next that comes, once; null when none does in that time. */
    public @Nullable String next(Duration patience) throws InterruptedException {
        return envelopes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What came and was not asked for. */
    public List<String> received() {
        return List.copyOf(envelopes);
    }

    @Override
    public void close() {
        Sentry.close();
        server.stop(0);
    }
}
