package dev.nightshift.jobs.runs;

import dev.nightshift.platform.stack.Endpoints;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.h2.tools.Server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/** Empty relational stores on servers that the tests of this JVM share, reachable from others. */
public final class TestStores {
    private TestStores() {}

    private static final class H2 {
        static final Server SERVER = start();

        private static Server start() {
            try {
                Path folder = Files.createTempDirectory("nightshift-h2-");
                Server server =
                        Server.createTcpServer(
                                        "-tcpPort", "0", "-ifNotExists", "-baseDir", "" + folder)
                                .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, folder)));
                return server;
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void stop(Server server, Path folder) {
            server.stop();
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** An empty store that other processes reach too. */
    public static Endpoints freshH2() {
        String url =
                "jdbc:h2:tcp://127.0.0.1:%d/./test-%s"
                        .formatted(H2.SERVER.getPort(), UUID.randomUUID());
        return at(url, "sa");
    }

    static Endpoints freshPostgres() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = Postgres.SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return at(Postgres.SERVER.getJdbcUrl("postgres", name), "");
    }

    private static Endpoints at(String jdbcUrl, String user) {
        return new Endpoints("", "", jdbcUrl, user, "", "test store");
    }
}
