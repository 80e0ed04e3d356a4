package dev.nightshift.platform.redis;

import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.internal.HostAndPort;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.DnsResolvers;
import io.lettuce.core.resource.MappingSocketAddressResolver;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The service's connection to Redis. Opening it connects to nothing; the first call does. While
 * Redis is away calls fail at once or within the timeout, with NightshiftException
 * REDIS_UNAVAILABLE, and what failed is never sent later. Thread-safe; one per process is enough.
 */
public final class RedisStores implements AutoCloseable {
    private static final int QUEUE = 10_000;

    private final RedisURI uri;
    private final RedisOptions options;
    private final AddressMap addresses;
    private final RedisCircuit circuit;
    private final LongSupplier nanos;
    private @Nullable ClientResources resources;
    private @Nullable RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> connection;
    private long failedAt;
    private boolean failed;
    private boolean closed;

    private RedisStores(
            RedisURI uri, RedisOptions options, LongSupplier nanos, AddressMap addresses) {
        this.uri = uri;
        this.addresses = addresses;
        this.circuit = new RedisCircuit(options.pause());
        this.options = options;
        this.nanos = nanos;
    }

    /**
     * With the default patience, or the {@code timeout} of the URI.
     *
     * @throws NightshiftException BAD_SETTING for a malformed URI
     */
    public static RedisStores open(String uri) {
        return open(uri, RedisOptions.of(uri), System::nanoTime);
    }

    /**
     * Opens.
     *
     * @param nanos a clock that only goes forward
     */
    public static RedisStores open(String uri, RedisOptions options, LongSupplier nanos) {
        return open(uri, options, nanos, AddressMap.none());
    }

    /** Opens, for a server that may be reached under another address. */
    public static RedisStores open(
            String uri, RedisOptions options, LongSupplier nanos, AddressMap addresses) {
        RedisURI parsed = parse(uri);
        parsed.setTimeout(options.timeout());
        parsed.setClientName("nightshift");
        return new RedisStores(parsed, options, nanos, addresses);
    }

    /** Whether calls are made, or fail at once because the last ones did. */
    public CircuitState circuit() {
        return circuit.state();
    }

    /** Tells each change of {@link #circuit()} from now on; the listener must return soon. */
    public void onCircuit(Consumer<CircuitState> listener) {
        circuit.listen(listener);
    }

    /** The server's version. */
    public String version() {
        return call(
                "ask its version",
                redis ->
                        redis.info("server")
                                .lines()
                                .filter(line -> line.startsWith("redis_version:"))
                                .map(line -> line.substring("redis_version:".length()).strip())
                                .findFirst()
                                .orElse("of unknown version"));
    }

    <T> T call(String what, Function<RedisCommands<String, String>, T> command) {
        return on(what, connection -> command.apply(connection.sync()));
    }

    /** For commands that are sent one behind the other without waiting for answers. */
    <T> T pipeline(String what, Function<RedisAsyncCommands<String, String>, T> commands) {
        return on(what, connection -> commands.apply(connection.async()));
    }

    private <T> T on(String what, Function<StatefulRedisConnection<String, String>, T> calls) {
        try {
            return circuit.call(() -> calls.apply(connected()));
        } catch (RedisException e) {
            throw new NightshiftException(
                    FailureCode.REDIS_UNAVAILABLE,
                    "Redis does not answer; could not %s.".formatted(what),
                    "Check that it runs and can be reached (nightshift doctor).",
                    e);
        }
    }

    private synchronized StatefulRedisConnection<String, String> connected() {
        StatefulRedisConnection<String, String> open = connection;
        if (open != null) {
            return open;
        }
        if (closed) {
            throw new RedisException("closed");
        }
        // Without this every call of a process that started without Redis would wait in turn.
        if (failed && nanos.getAsLong() - failedAt < options.pause().toNanos()) {
            throw new RedisException("away a moment ago");
        }
        try {
            open = client().connect();
            connection = open;
            return open;
        } catch (RedisException e) {
            failed = true;
            failedAt = nanos.getAsLong();
            throw e;
        }
    }

    private RedisClient client() {
        RedisClient existing = client;
        if (existing != null) {
            return existing;
        }
        ClientResources threads =
                DefaultClientResources.builder()
                        .ioThreadPoolSize(2)
                        .computationThreadPoolSize(2)
                        .reconnectDelay(Delay.constant(options.reconnectDelay()))
                        .socketAddressResolver(
                                MappingSocketAddressResolver.create(
                                        DnsResolvers.UNRESOLVED, this::route))
                        .build();
        RedisClient made = RedisClient.create(threads, uri);
        made.setOptions(
                ClientOptions.builder()
                        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                        // What was on its way when the connection broke has failed for its caller:
                        // it must not happen after the reconnect.
                        .replayFilter(command -> true)
                        .requestQueueSize(QUEUE)
                        .timeoutOptions(TimeoutOptions.enabled(options.timeout()))
                        .socketOptions(
                                SocketOptions.builder().connectTimeout(options.timeout()).build())
                        .build());
        resources = threads;
        client = made;
        return made;
    }

    private HostAndPort route(HostAndPort server) {
        return addresses
                .route(server.getHostText(), server.getPort())
                .map(HostAndPort::parse)
                .orElse(server);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.shutdown(Duration.ZERO, options.timeout());
        }
        if (resources != null) {
            var _ = resources.shutdown(0, options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    // The driver's message repeats the URI, password included: it is dropped.
    @SuppressWarnings("UnusedException")
    private static RedisURI parse(String uri) {
        try {
            return RedisURI.create(uri);
        } catch (IllegalArgumentException e) {
            throw new NightshiftException(
                    FailureCode.BAD_SETTING,
                    "NIGHTSHIFT_REDIS_URI is not a Redis connection string.",
                    "It looks like redis://:password@host:6379/0; special characters of a password"
                            + " are percent-encoded.");
        }
    }
}
