package dev.nightshift.platform.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.doctor.Check.Status;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;

import org.junit.jupiter.api.Test;

import java.util.Map;

class AccessCheckTest {
    private static final Settings EMBEDDED = Settings.from(Map.of());

    @Test
    void theEmulatorIsKeptByTheAccountsOfConnectionsAndTheRestByPasswords() {
        assertThat(AccessCheck.of(EMBEDDED, endpoints("mongodb://127.0.0.1:1/nightshift"), true))
                .contains(
                        Check.ok(
                                "access",
                                "embedded servers listen on this machine only; asked for a"
                                        + " password: Redis, H2; MongoDB's emulator refuses every"
                                        + " account but this one and root"));
    }

    @Test
    void whereTheSystemDoesNotTellWhoseAConnectionIsItWarns() {
        assertThat(AccessCheck.of(EMBEDDED, endpoints("mongodb://127.0.0.1:1/nightshift"), false))
                .hasValueSatisfying(
                        check -> {
                            assertThat(check.status()).isEqualTo(Status.WARN);
                            assertThat(check.detail()).contains("every account");
                            assertThat(check.hint()).contains("NIGHTSHIFT_MONGOD");
                        });
    }

    @Test
    void aMongodAsksForAPasswordWhateverTheSystemTells() {
        assertThat(AccessCheck.of(EMBEDDED, endpoints("mongodb://u:p@127.0.0.1:1/n"), false))
                .contains(
                        Check.ok(
                                "access",
                                "embedded servers listen on this machine only; asked for a"
                                        + " password: MongoDB, Redis, H2"));
    }

    @Test
    void ofConfiguredServersNothingIsSaid() {
        Settings configured =
                Settings.from(
                        Map.of(
                                "NIGHTSHIFT_MONGODB_URI", "mongodb://a,b,c/n",
                                "NIGHTSHIFT_REDIS_URI", "redis://a",
                                "NIGHTSHIFT_JDBC_URL", "jdbc:postgresql://a/n"));

        assertThat(AccessCheck.of(configured, endpoints("mongodb://a,b,c/n"), false)).isEmpty();
    }

    private static Endpoints endpoints(String mongodb) {
        return new Endpoints(mongodb, "redis://:x@127.0.0.1:1", "jdbc:h2:tcp://x", "u", "p", "");
    }
}
