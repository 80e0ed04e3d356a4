package dev.nightshift.benchmarks.peers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The conversation that a command-line client has with a Redis. Not thread-safe. */
public final class RedisWire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    public RedisWire(String uri) throws IOException {
        URI parsed = URI.create(uri);
        socket = new Socket(parsed.getHost(), parsed.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        String user = parsed.getUserInfo();
        if (user != null) {
            call("AUTH", user.substring(user.indexOf(':') + 1));
        }
        if (parsed.getPath().length() > 1) {
            call("SELECT", parsed.getPath().substring(1));
        }
    }

    /** Sends a command and returns its answer as texts. */
    public List<String> call(String... words) throws IOException {
        send(List.of(words));
        return answer();
    }

    public void send(List<String> words) throws IOException {
        out.write(("*" + words.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write('\r');
            out.write('\n');
        }
    }

    /** The answer to the first command that has none; nested lists become one. */
    public List<String> answer() throws IOException {
        out.flush();
        List<String> texts = new ArrayList<>();
        read(texts);
        return texts;
    }

    private void read(List<String> texts) throws IOException {
        String line = line();
        int length = line.charAt(0) == '+' ? 0 : (int) Long.parseLong(line.substring(1).strip());
        switch (line.charAt(0)) {
            case '$' -> {
                texts.add(
                        length < 0
                                ? ""
                                : new String(in.readNBytes(length), StandardCharsets.UTF_8));
                in.skipNBytes(length < 0 ? 0 : 2);
            }
            case '*' -> {
                for (int i = 0; i < length; i++) {
                    read(texts);
                }
            }
            default -> texts.add(line.substring(1));
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0 || (line.isEmpty() && c == '-')) {
                throw new IOException("Redis refused or is away");
            }
            line.append((char) c);
        }
        in.skipNBytes(1);
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
