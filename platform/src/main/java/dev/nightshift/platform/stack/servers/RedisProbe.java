package dev.nightshift.platform.stack.servers;

import dev.nightshift.platform.stack.accounts.LocalAccounts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One short conversation with a Redis on this machine: enough to ask whether it is ours and to stop
 * it. Not thread-safe; open one, use it, close it.
 */
public final class RedisProbe implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = Math.toIntExact(Duration.ofSeconds(2).toMillis());

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * Connects and authenticates, with a server of this account alone: another that took the port
     * is not told the password.
     *
     * @throws IOException when nothing listens, or what listens is another account's or refuses the
     *     password
     */
    public RedisProbe(int port, String password) throws IOException {
        this(port, password, LocalAccounts.ofThisMachine());
    }

    RedisProbe(int port, String password, LocalAccounts accounts) throws IOException {
        socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            if (!accounts.trust(port)) {
                throw new IOException("another account listens on port " + port);
            }
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            ask("AUTH " + password);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The answer to a command: its status line, or the whole of its text. */
    public String ask(String command) throws IOException {
        out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        String status = line();
        if (status.startsWith("-")) {
            throw new IOException("redis refused " + command.split(" ", 2)[0]);
        }
        if (!status.startsWith("$")) {
            return status.substring(1);
        }
        byte[] text = in.readNBytes(Integer.parseInt(status.substring(1)));
        in.skipNBytes(2);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** A field of {@code INFO}. */
    public String info(String section, String field) throws IOException {
        return ask("INFO " + section)
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("no " + field + " in INFO " + section));
    }

    /** Tells the server to write what it holds and exit; returns when it has hung up. */
    public void shutdown() throws IOException {
        out.write("SHUTDOWN\r\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (in.read() == '-') {
            throw new IOException("redis refused SHUTDOWN");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new IOException("redis hung up");
            }
            text.append((char) next);
        }
        in.skipNBytes(1);
        return text.toString();
    }
}
