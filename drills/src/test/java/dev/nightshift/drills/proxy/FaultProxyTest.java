package dev.nightshift.drills.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

class FaultProxyTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ServerSocket echo = new ServerSocket(0, 50, LOOPBACK);
    private final FaultProxy proxy =
            new FaultProxy(
                    new InetSocketAddress(LOOPBACK, 0),
                    new InetSocketAddress(LOOPBACK, echo.getLocalPort()));

    FaultProxyTest() throws IOException {
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (client) {
                                        client.getInputStream()
                                                .transferTo(client.getOutputStream());
                                    } catch (IOException e) {
                                        // It hung up.
                                    }
                                });
            } catch (IOException e) {
                return;
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(LOOPBACK, proxy.address().getPort());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readNBytes(text.length());
        return new String(answer, java.nio.charset.StandardCharsets.US_ASCII);
    }

    @Test
    void whatIsNotDisturbedPasses() throws Exception {
        try (Socket socket = connect()) {
            assertThat(say(socket, "hello")).isEqualTo("hello");
            assertThat(proxy.connections()).isEqualTo(1);
        }
        assertThat(proxy.target().getPort()).isEqualTo(echo.getLocalPort());
    }

    @Test
    void refusedConnectionsEndAndNewOnesAreRefusedUntilItIsHealed() throws Exception {
        try (Socket old = connect()) {
            say(old, "hello");
            AutoCloseable fault = proxy.disturb(new Disturbance.Refuse());

            assertThat(ends(old)).isTrue();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

            fault.close();
            fault.close();
            try (Socket next = connect()) {
                assertThat(say(next, "again")).isEqualTo("again");
            }
        }
    }

    @Test
    void connectionsAreResetOldOnesAndNewOnes() throws Exception {
        try (Socket old = connect()) {
            say(old, "hello");
            AutoCloseable fault = proxy.disturb(new Disturbance.Reset());

            assertThatThrownBy(() -> old.getInputStream().read())
                    .isInstanceOf(SocketException.class);
            assertThat(ends(connect())).isTrue();

            fault.close();
            try (Socket next = connect()) {
                assertThat(say(next, "again")).isEqualTo("again");
            }
        }
    }

    @Test
    void aFrozenConnectionAnswersWhenItIsHealed() throws Exception {
        try (Socket socket = connect()) {
            say(socket, "hello");
            AutoCloseable fault = proxy.disturb(new Disturbance.Freeze());
            socket.setSoTimeout(200);

            assertThatThrownBy(() -> say(socket, "still"))
                    .isInstanceOf(SocketTimeoutException.class);
            try (Socket next = connect()) {
                assertThat(next.isConnected()).isTrue();
            }

            fault.close();
            socket.setSoTimeout(60_000);
            assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("still");
        }
    }

    @Test
    void latencyIsInBothDirectionsAndNotAddedUp() throws Exception {
        try (Socket socket = connect();
                AutoCloseable fault =
                        proxy.disturb(
                                new Disturbance.Latency(
                                        Duration.ofMillis(100), Duration.ofMillis(10)))) {
            assertThat(fault).isNotNull();
            long start = System.nanoTime();
            // Added up they would take a minute: no machine is slow enough for that.
            for (int i = 0; i < 300; i++) {
                socket.getOutputStream().write('x');
            }
            socket.getInputStream().readNBytes(300);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(30));
        }
    }

    @Test
    void littlePassesInASecond() throws Exception {
        try (Socket socket = connect();
                AutoCloseable fault = proxy.disturb(new Disturbance.Bandwidth(10_000))) {
            assertThat(fault).isNotNull();
            long start = System.nanoTime();
            say(socket, "x".repeat(3_000));

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void aConnectionIsCutInTheMiddleOfAnAnswer() throws Exception {
        try (Socket socket = connect()) {
            say(socket, "hello");
            AutoCloseable fault = proxy.disturb(new Disturbance.CutAfter(3));
            socket.getOutputStream()
                    .write("answer".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            assertThat(lengthUntilTheEnd(socket)).isLessThanOrEqualTo(3);

            fault.close();
            try (Socket next = connect()) {
                assertThat(say(next, "again")).isEqualTo("again");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        assertThatThrownBy(
                        () ->
                                new FaultProxy(
                                        new InetSocketAddress(LOOPBACK, echo.getLocalPort()),
                                        proxy.target()))
                .isInstanceOf(NightshiftException.class)
                .satisfies(
                        e ->
                                assertThat(((NightshiftException) e).code())
                                        .isEqualTo(FailureCode.FAULT_FAILED));
    }

    @Test
    void aServerThatIsAwayEndsTheConnection() throws Exception {
        echo.close();

        try (Socket socket = connect()) {
            assertThat(ends(socket)).isTrue();
        }
    }

    private static boolean ends(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static int lengthUntilTheEnd(Socket socket) throws IOException {
        int length = 0;
        try {
            while (socket.getInputStream().read() >= 0) {
                length++;
            }
        } catch (SocketException reset) {
            return length;
        }
        return length;
    }
}
