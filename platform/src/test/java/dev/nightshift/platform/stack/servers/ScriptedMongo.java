package dev.nightshift.platform.stack.servers;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

import io.netty.channel.Channel;

import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The emulator library as it comes, on a loopback port, where a test says what it answers to some
 * commands. Thread-safe.
 */
public final class ScriptedMongo implements AutoCloseable {
    private final Map<String, Supplier<Map<String, ?>>> answers = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Set<Channel> clients = ConcurrentHashMap.newKeySet();
    private final MongoServer server;
    private final int port;
    private volatile @Nullable ScramLogin login;

    /** Listens on a free port. */
    public ScriptedMongo() {
        this(0);
    }

    /** Listens on that port of loopback. */
    public ScriptedMongo(int port) {
        server = new MongoServer(new Backend());
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.port = server.getLocalAddress().getPort();
    }

    /** Answers the command with what the supplier gives, or fails as it fails. */
    public ScriptedMongo answer(String command, Supplier<Map<String, ?>> answer) {
        answers.put(command, answer);
        return this;
    }

    /**
     * From now on as a server that was started with a key file: see {@link ScramLogin}.
     *
     * @param password of its user; empty while it has none
     */
    ScriptedMongo asksForALogin(String password) {
        login = new ScramLogin(password);
        return this;
    }

    /** A server's error, to be thrown by an answer. */
    public static RuntimeException error(int code, String message) {
        return new MongoServerError(code, message);
    }

    /** The commands that were answered as told, with their bodies, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Connections that are open and have asked something. */
    public int clients() {
        return clients.size();
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** {@code mongodb://}, with a database. */
    public String uri() {
        return "mongodb://127.0.0.1:%d/scripted".formatted(port);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Backend extends H2Backend {
        Backend() {
            super(MVStore.open(null));
        }

        @Override
        public Document handleCommand(
                Channel channel, String database, String command, Document body) {
            clients.add(channel);
            ScramLogin door = login;
            if (door != null) {
                if (command.equals("createUser")) {
                    asked.add(command + " " + body);
                }
                Optional<Document> ofTheDoor = door.answer(channel, command, body);
                if (ofTheDoor.isPresent()) {
                    return ofTheDoor.get();
                }
            }
            Supplier<Map<String, ?>> answer = answers.get(command);
            if (answer == null) {
                return super.handleCommand(channel, database, command, body);
            }
            asked.add(command + " " + body);
            Document document = document(answer.get());
            document.putIfAbsent("ok", 1.0);
            return document;
        }

        @Override
        public void handleClose(Channel channel) {
            clients.remove(channel);
            super.handleClose(channel);
        }
    }

    private static Document document(Map<?, ?> map) {
        Document document = new Document();
        map.forEach((name, value) -> document.append(String.valueOf(name), value(value)));
        return document;
    }

    private static Object value(Object value) {
        return switch (value) {
            case Map<?, ?> map -> document(map);
            case List<?> list -> list.stream().map(ScriptedMongo::value).toList();
            default -> value;
        };
    }
}
