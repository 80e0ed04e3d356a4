package dev.nightshift.platform.stack.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists as a machine that stores the lowest byte first writes them. */
class SocketTableTest {
    private static final String HEADING =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid";

    /** 127.0.0.1:40000 and 127.0.0.1:27017. */
    private static final String CLIENT = "0100007F:9C40";

    private static final String SERVER = "0100007F:6989";
    private static final String MAPPED = "0000000000000000FFFF0000";

    @TempDir private Path folder;

    @Test
    void theAccountOfTheClientsEndIsToldNotThatOfTheServers() throws IOException {
        list("tcp", row(SERVER, CLIENT, "01", 1000, 7), row(CLIENT, SERVER, "01", 1001, 8));

        assertThat(holder()).isEqualTo("1001");
    }

    @Test
    void aClientWithASocketOfTheNewerKindIsFoundToo() throws IOException {
        list("tcp");
        list("tcp6", row(MAPPED + CLIENT, MAPPED + SERVER, "01", 1001, 8));

        assertThat(holder()).isEqualTo("1001");
    }

    @Test
    void aClientThatClosedItsEndIsNobodyAndNotRoot() throws IOException {
        list("tcp", row(CLIENT, SERVER, "05", 0, 0));
        assertThat(holder()).isEqualTo("nobody");

        list("tcp", row(CLIENT, SERVER, "01", 0, 0));
        assertThat(holder()).isEqualTo("nobody");
    }

    @Test
    void anotherConnectionOfTheSameClientIsNotTakenForIt() throws IOException {
        list("tcp", row(CLIENT, "0100007F:0001", "01", 1001, 8));

        assertThat(holder()).isEqualTo("nobody");
    }

    @Test
    void whoeverListensForLoopbackIsTold() throws IOException {
        String nobody = "00000000:0000";
        list(
                "tcp",
                row(SERVER, nobody, "0A", 1, 8),
                row("00000000:6989", nobody, "0A", 2, 8),
                row("0200007F:6989", nobody, "0A", 3, 8),
                row("0100007F:698A", nobody, "0A", 4, 8),
                row(SERVER, CLIENT, "01", 5, 8));
        list(
                "tcp6",
                row("0".repeat(32) + ":6989", "0".repeat(32) + ":0000", "0A", 6, 8),
                row(MAPPED + SERVER, "0".repeat(32) + ":0000", "0A", 7, 8));

        assertThat(new SocketTable(folder).listeners(27017))
                .containsExactlyInAnyOrder(1L, 2L, 6L, 7L);
    }

    @Test
    void aSystemWithoutTheListsIsToldApart() {
        assertThatThrownBy(this::holder).isInstanceOf(NoSuchFileException.class);
    }

    private String holder() throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        OptionalLong holder =
                new SocketTable(folder)
                        .holder(
                                new InetSocketAddress(loopback, 40_000),
                                new InetSocketAddress(loopback, 27_017));
        return holder.isPresent() ? String.valueOf(holder.getAsLong()) : "nobody";
    }

    private void list(String name, String... rows) throws IOException {
        Files.write(
                folder.resolve(name), Stream.concat(Stream.of(HEADING), Stream.of(rows)).toList());
    }

    private static String row(String local, String remote, String state, int account, int inode) {
        return "   0: %s %s %s 00000000:00000000 00:00000000 00000000 %5d        0 %d 1 0 20 4 30"
                .formatted(here(local), here(remote), state, account, inode);
    }

    // Elsewhere each four bytes are written the other way round.
    private static String here(String address) {
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            return address;
        }
        String[] parts = address.split(":", 2);
        return Stream.of(parts[0].split("(?<=\\G.{8})"))
                        .map(
                                word ->
                                        "%08X"
                                                .formatted(
                                                        Integer.reverseBytes(
                                                                (int) Long.parseLong(word, 16))))
                        .collect(Collectors.joining())
                + ":"
                + parts[1];
    }
}
