package dev.nightshift.platform.stack.accounts;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/**
 * Who is at the other end of a connection on loopback: this process's own account and root, which
 * can do whatever this account can, or another. Only Linux tells; elsewhere everybody passes, and
 * {@link #areKnown} says so. Thread-safe.
 */
public final class LocalAccounts {
    private static final Logger log = LoggerFactory.getLogger(LocalAccounts.class);
    private static final Path PROC = Path.of("/proc");
    private static final long ROOT = 0;

    private static @Nullable LocalAccounts machine;

    private final SocketTable sockets;
    private final LongPredicate own;
    private final boolean known;

    private LocalAccounts(SocketTable sockets, LongPredicate own, boolean known) {
        this.sockets = sockets;
        this.own = own;
        this.known = known;
    }

    /** Those of this machine; asks it once in the life of a process whether it tells. */
    public static synchronized LocalAccounts ofThisMachine() {
        // Not while a class is initialised: who waits for that keeps a virtual thread's carrier,
        // and with as many as there are cores nobody is left to answer.
        LocalAccounts known = machine;
        if (known == null) {
            known = of(PROC);
            machine = known;
        }
        return known;
    }

    /** Those of this machine where an account is welcome only if the predicate says so. */
    public static LocalAccounts welcoming(LongPredicate own) {
        LocalAccounts machine = ofThisMachine();
        return new LocalAccounts(machine.sockets, own, machine.known);
    }

    static LocalAccounts of(Path proc) {
        SocketTable sockets = new SocketTable(proc.resolve("net"));
        try {
            long own = account(proc);
            LongPredicate welcome = account -> account == own || account == ROOT;
            return new LocalAccounts(sockets, welcome, tells(sockets, own));
        } catch (IOException | RuntimeException unlike) {
            log.atDebug().setCause(unlike).log("this system does not say whose a connection is");
            return new LocalAccounts(sockets, account -> true, false);
        }
    }

    // "Uid: real effective saved file-system"; sockets are made with the last.
    private static long account(Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("self").resolve("status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[4]))
                .findFirst()
                .orElseThrow(() -> new IOException("no account"));
    }

    /** A list that leaves sockets out would lock everybody out: tried with one of our own. */
    private static boolean tells(SocketTable sockets, long own) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                Socket client = new Socket(loopback, server.getLocalPort());
                Socket accepted = server.accept()) {
            OptionalLong holder = sockets.holder(ends(client)[0], ends(client)[1]);
            return accepted.isConnected()
                    && holder.isPresent()
                    && holder.getAsLong() == own
                    && sockets.listeners(server.getLocalPort()).contains(own);
        }
    }

    private static InetSocketAddress[] ends(Socket socket) {
        return new InetSocketAddress[] {
            new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort()),
            new InetSocketAddress(socket.getInetAddress(), socket.getPort())
        };
    }

    /** Whether this machine tells whose a connection is. */
    public boolean areKnown() {
        return known;
    }

    /**
     * Whether the client of a connection may talk to a server of ours. One that closed its end
     * already may not: nobody can tell any more who it was.
     */
    public boolean admit(InetSocketAddress client, InetSocketAddress server) {
        if (!known) {
            return true;
        }
        try {
            OptionalLong holder = sockets.holder(client, server);
            return holder.isPresent() && own.test(holder.getAsLong());
        } catch (IOException | RuntimeException unreadable) {
            log.atWarn().setCause(unreadable).log("cannot tell whose a connection is");
            return false;
        }
    }

    /** Whether what listens on that port of loopback, if anything does, may be told a secret. */
    public boolean trust(int port) {
        if (!known) {
            return true;
        }
        try {
            return sockets.listeners(port).stream().allMatch(own::test);
        } catch (IOException | RuntimeException unreadable) {
            log.atWarn().setCause(unreadable).log("cannot tell whose a server is");
            return false;
        }
    }
}
