package dev.nightshift.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A few pages for whoever watches the service: GET only, exactly these paths, no data of a company.
 * Thread-safe.
 */
public final class HttpEndpoints implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpEndpoints.class);
    private static final int BACKLOG = 16;
    private static final int PAGES_AT_ONCE = 4;

    static {
        // Seconds; a client that never ends its request must not be kept for ever. The JDK's server
        // reads them once, when its classes are loaded.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        System.setProperty("jdk.httpserver.maxConnections", "200");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Map<String, Supplier<Answer>> pages;
    private final Semaphore atOnce = new Semaphore(PAGES_AT_ONCE);

    private HttpEndpoints(HttpServer server, Map<String, Supplier<Answer>> pages) {
        this.server = server;
        this.pages = pages;
        // Who is slow to ask takes no place from the others: only pages at work are few.
        this.threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http").factory());
    }

    /**
     * Answers from now on.
     *
     * @param port 0 takes any that is free
     * @throws NightshiftException BAD_SETTING when nothing can be opened there
     */
    static HttpEndpoints open(String address, int port, Map<String, Supplier<Answer>> pages) {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
            HttpEndpoints endpoints = new HttpEndpoints(server, Map.copyOf(pages));
            server.createContext("/", endpoints::answer);
            server.setExecutor(endpoints.threads);
            server.start();
            return endpoints;
        } catch (IOException | IllegalArgumentException taken) {
            throw new NightshiftException(
                    FailureCode.BAD_SETTING,
                    "Nothing can be opened at %s:%d.".formatted(address, port),
                    "Another process has it, or the address is not of this machine: set"
                            + " NIGHTSHIFT_HTTP_PORT or NIGHTSHIFT_HTTP_ADDRESS.",
                    taken);
        }
    }

    /** Where it answers. */
    public String address() {
        return "http://%s:%d"
                .formatted(
                        server.getAddress().getAddress().getHostAddress(),
                        server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answered(exchange);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answered(HttpExchange exchange) {
        Supplier<Answer> page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            return Answer.json(404, "{\"error\":\"not found\"}");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            return Answer.json(405, "{\"error\":\"only GET\"}");
        }
        atOnce.acquireUninterruptibly();
        try {
            return page.get();
        } catch (NightshiftException away) {
            log.atWarn().addKeyValue("event", "http.away").setCause(away).log("nothing to tell");
            return Answer.json(
                    Answer.UNAVAILABLE,
                    "{\"status\":\"unknown\",\"error\":\"%s\"}".formatted(away.code()));
        } catch (RuntimeException failed) {
            log.atError().setCause(failed).log("http.failed");
            return Answer.json(500, "{\"error\":\"failed\"}");
        } finally {
            atOnce.release();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
