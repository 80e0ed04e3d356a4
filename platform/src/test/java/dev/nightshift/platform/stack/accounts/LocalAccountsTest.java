package dev.nightshift.platform.stack.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

class LocalAccountsTest {
    @TempDir private Path proc;

    @Test
    void ourOwnConnectionIsAdmittedWhileItIsOpen() throws IOException {
        try (ServerSocket server = server()) {
            InetSocketAddress end;
            try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept()) {
                end = new InetSocketAddress(client.getLocalAddress(), client.getLocalPort());
                assertThat(accepted.isConnected()).isTrue();
                assertThat(LocalAccounts.ofThisMachine().admit(end, at(server))).isTrue();
            }
            assertThat(LocalAccounts.ofThisMachine().admit(end, at(server)))
                    .isEqualTo(!LocalAccounts.ofThisMachine().areKnown());
        }
    }

    @Test
    void anAccountThatIsNotOursIsNeitherAdmittedNorTrusted() throws IOException {
        LocalAccounts strangers = LocalAccounts.welcoming(account -> false);
        try (ServerSocket server = server();
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            assertThat(accepted.isConnected()).isTrue();
            assertThat(
                            strangers.admit(
                                    new InetSocketAddress(
                                            client.getLocalAddress(), client.getLocalPort()),
                                    at(server)))
                    .isEqualTo(!strangers.areKnown());
            assertThat(strangers.trust(server.getLocalPort())).isEqualTo(!strangers.areKnown());
            assertThat(LocalAccounts.ofThisMachine().trust(server.getLocalPort())).isTrue();
        }
    }

    @Test
    void aSystemThatDoesNotTellLetsEverybodyPassAndSaysSo() throws IOException {
        assertThat(LocalAccounts.of(proc).areKnown()).isFalse();
        assertThat(LocalAccounts.of(proc).trust(1)).isTrue();

        // Its own socket is not in the lists: with them nobody would get in.
        Files.createDirectories(proc.resolve("net"));
        Files.createDirectories(proc.resolve("self"));
        Files.writeString(proc.resolve("self").resolve("status"), "Name: x\nUid:\t0\t0\t0\t0\n");
        Files.writeString(proc.resolve("net").resolve("tcp"), "heading\n");
        LocalAccounts silent = LocalAccounts.of(proc);

        assertThat(silent.areKnown()).isFalse();
        assertThat(silent.admit(new InetSocketAddress(1), new InetSocketAddress(2))).isTrue();
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static InetSocketAddress at(ServerSocket server) {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    @Test
    void virtualThreadsThatAskAtOnceAllHaveTheirAnswer() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djdk.virtualThreadScheduler.parallelism=1",
                                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AskedAtOnce.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
