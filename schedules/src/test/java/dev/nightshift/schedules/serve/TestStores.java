package dev.nightshift.schedules.serve;

import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.testing.EmbeddedStack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;

/** Empty stores whose relational one is H2 or PostgreSQL. */
final class TestStores {
    private TestStores() {}

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

    static Endpoints h2() {
        return EmbeddedStack.fresh().endpoints();
    }

    static Endpoints postgres() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = Postgres.SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Endpoints others = EmbeddedStack.fresh().endpoints();
        return new Endpoints(
                others.mongodbUri(),
                others.redisUri(),
                Postgres.SERVER.getJdbcUrl("postgres", name),
                "",
                "",
                "test stores on PostgreSQL");
    }
}
