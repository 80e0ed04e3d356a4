package dev.nightshift.platform.stack.accounts;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The TCP sockets of this machine and the accounts that opened them, as Linux lists them in {@code
 * tcp} and {@code tcp6} of {@code /proc/net}; source: proc_pid_net(5), the kernel's {@code
 * Documentation/networking/proc_net_tcp.rst}. Thread-safe.
 */
final class SocketTable {
    private static final String ESTABLISHED = "01";
    private static final String LISTENING = "0A";
    private static final String MAPPED = "0000000000000000" + word(new byte[] {0, 0, -1, -1});

    private static final String SIX = "tcp6";

    /** Java's own sockets are in the first: what is found there is not looked for in the other. */
    private static final List<String> LISTS = List.of(SIX, "tcp");

    /**
     * The kernel lists in pieces: while others come and go a socket may be left out of one list.
     */
    private static final int TRIES = 3;

    private final Path folder;

    SocketTable(Path folder) {
        this.folder = folder;
    }

    /** One line of a list. */
    private record Row(String local, String remote, String state, long account, long inode) {
        // "sl local remote state queues timer retransmits uid timeout inode ..."
        static Row of(String line) {
            String[] fields = line.strip().split("\\s+");
            return new Row(
                    fields[1],
                    fields[2],
                    fields[3],
                    Long.parseLong(fields[7]),
                    Long.parseLong(fields[9]));
        }
    }

    /**
     * The account whose process holds the end of a connection that is at {@code local}; empty when
     * no process holds it any more, or ever did.
     *
     * @throws IOException when the lists cannot be read
     */
    OptionalLong holder(InetSocketAddress local, InetSocketAddress remote) throws IOException {
        Set<String> here = Set.copyOf(names(local));
        Set<String> there = Set.copyOf(names(remote));
        for (int tries = 0; tries < TRIES; tries++) {
            for (String list : LISTS) {
                // A socket that its process closed has no inode, and would seem to be root's.
                OptionalLong found =
                        rows(
                                        list,
                                        local.getPort(),
                                        row ->
                                                row.state().equals(ESTABLISHED)
                                                        && here.contains(row.local())
                                                        && there.contains(row.remote())
                                                        && row.inode() != 0)
                                .mapToLong(Row::account)
                                .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return OptionalLong.empty();
    }

    /**
     * The accounts whose processes take connections to that port of 127.0.0.1.
     *
     * @throws IOException when the lists cannot be read
     */
    Set<Long> listeners(int port) throws IOException {
        Set<String> here =
                Set.of(
                        name(new byte[] {127, 0, 0, 1}, port),
                        name(new byte[4], port),
                        MAPPED + name(new byte[] {127, 0, 0, 1}, port),
                        name(new byte[16], port));
        Set<Long> accounts = new HashSet<>();
        for (String list : LISTS) {
            rows(list, port, row -> row.state().equals(LISTENING) && here.contains(row.local()))
                    .map(Row::account)
                    .forEach(accounts::add);
        }
        return accounts;
    }

    private Stream<Row> rows(String list, int port, Predicate<Row> wanted) throws IOException {
        Path file = folder.resolve(list);
        // A machine without IPv6 has one list only.
        if (list.equals(SIX) && !Files.exists(file)) {
            return Stream.empty();
        }
        String part = ":%04X ".formatted(port);
        return Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
                .filter(line -> line.contains(part))
                .map(Row::of)
                .filter(wanted);
    }

    /** How an address is written where it is a socket of IPv4, and of IPv6. */
    private static List<String> names(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String name = name(ip.getAddress(), address.getPort());
        return ip.getAddress().length == 4 ? List.of(name, MAPPED + name) : List.of(name);
    }

    private static String name(byte[] address, int port) {
        return word(address) + ":%04X".formatted(port);
    }

    // Each four bytes are written as the number that they are to this machine.
    private static String word(byte[] bytes) {
        ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        StringBuilder text = new StringBuilder();
        while (numbers.hasRemaining()) {
            text.append("%08X".formatted(numbers.getInt()));
        }
        return text.toString();
    }
}
