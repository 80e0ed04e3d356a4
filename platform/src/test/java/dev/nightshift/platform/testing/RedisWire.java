package dev.nightshift.platform.testing;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Speaks to a Redis as anybody could, to plant keys and to look at them. Not thread-safe; close it.
 */
public final class RedisWire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RedisWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    /** Connects to {@code redis://[:password@]host:port/database}. */
    public static RedisWire connect(String uri) {
        URI parsed = URI.create(uri);
        try {
            RedisWire wire = new RedisWire(new Socket(parsed.getHost(), parsed.getPort()));
            String user = parsed.getUserInfo();
            if (user != null) {
                wire.call("AUTH", user.substring(user.indexOf(':') + 1));
            }
            String path = parsed.getPath();
            if (path.length() > 1) {
                wire.call("SELECT", path.substring(1));
            }
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command and returns its answer: text, a number, a list, or null. */
    public @Nullable Object call(String... words) {
        send(words);
        return answer();
    }

    /** Sends a command; its answer must be taken by {@link #answer}. */
    public void send(String... words) {
        try {
            out.write(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            for (String word : words) {
                byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes);
                out.write('\r');
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to the first command that was not answered yet. */
    public @Nullable Object answer() {
        try {
            out.flush();
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object read() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case ':' -> Long.valueOf(rest);
            case '$' -> text(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IOException("Redis answered: " + line);
        };
    }

    private @Nullable String text(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        in.skipNBytes(2);
        return text;
    }

    private List<@Nullable Object> list(int length) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = length; i > 0; i--) {
            items.add(read());
        }
        return items;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("Redis is away");
            }
            line.append((char) c);
        }
        in.skipNBytes(1);
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
