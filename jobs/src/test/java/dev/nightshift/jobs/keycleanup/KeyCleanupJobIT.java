package dev.nightshift.jobs.keycleanup;

import static dev.nightshift.jobs.keycleanup.KeyCleanupFixture.ACME;
import static dev.nightshift.jobs.keycleanup.KeyCleanupFixture.BETA;
import static dev.nightshift.jobs.keycleanup.KeyCleanupFixture.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.keyspaces.HealthLevel;
import dev.nightshift.platform.keyspaces.SpaceHealth;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

@Timeout(120)
class KeyCleanupJobIT {
    private KeyCleanupFixture stores = KeyCleanupFixture.open();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void sixHundredOfSevenHundredAreCountedTheyAreRemovedAndASecondRunFindsNothing() {
        stores.sessions("acme", 625, 103);
        stores.sessions("beta", 99, 1);

        RunReport checked = stores.run(null, null, false);

        assertThat(checked.state()).isEqualTo(RunState.COMPLETED);
        assertThat(checked.counts())
                .containsEntry("keys", 828L)
                .containsEntry("expired", 724L)
                .containsEntry("removed", 0L);
        assertThat(stores.health(ACME).spaces())
                .containsEntry("sessions", new SpaceHealth(728, 625, 0, HealthLevel.CRITICAL));
        assertThat(stores.health(BETA).level()).isEqualTo(HealthLevel.HEALTHY);
        assertThat(stores.wire.call("DBSIZE")).isEqualTo(828L);

        RunReport cleaned = stores.run(null, null, true);
        RunReport again = stores.run(null, null, true);

        assertThat(cleaned.counts()).containsEntry("removed", 724L);
        assertThat(again.counts())
                .containsEntry("keys", 104L)
                .containsEntry("expired", 0L)
                .containsEntry("removed", 0L);
        assertThat(stores.wire.call("DBSIZE")).isEqualTo(104L);
        assertThat(stores.health(ACME).level()).isEqualTo(HealthLevel.HEALTHY);
    }

    @Test
    void aChangeOfLevelIsToldOnceAndEachCompanyGivesASignOfLife() {
        stores.sessions("acme", 100, 0);
        stores.run(null, "sessions", false);
        stores.run(null, "sessions", false);
        assertThat(stores.told)
                .containsExactly(
                        "acme WARNING " + Verdicts.WARNING,
                        "acme INFO " + Verdicts.SEEN,
                        "beta INFO " + Verdicts.SEEN,
                        "nightshift INFO " + Verdicts.SEEN,
                        "acme INFO " + Verdicts.SEEN,
                        "beta INFO " + Verdicts.SEEN,
                        "nightshift INFO " + Verdicts.SEEN);

        stores.told.clear();
        stores.sessions("acme", 250, 0);
        stores.run(ACME, "sessions", false);
        stores.run(ACME, "sessions", true);
        assertThat(stores.told)
                .containsExactly(
                        "acme CRITICAL " + Verdicts.CRITICAL,
                        "acme INFO " + Verdicts.SEEN,
                        "acme INFO " + Verdicts.HEALTHY,
                        "acme INFO " + Verdicts.SEEN);
    }

    @Test
    void oneLevelAtATimeIsOpenAndNoneWhenAllIsWell() {
        stores.sessions("acme", 100, 0);
        stores.run(ACME, "sessions", false);
        stores.sessions("acme", 250, 0);
        stores.run(ACME, "sessions", false);
        for (int n = 0; n < 150; n++) {
            stores.wire.call("DEL", "session:acme:old" + n);
        }
        stores.run(ACME, "sessions", false);
        stores.run(ACME, "sessions", true);
        stores.sessions("acme", 250, 0);
        stores.run(ACME, "sessions", false);
        stores.run(ACME, "sessions", true);

        assertThat(stores.ended)
                .filteredOn(end -> end.contains("_LEVEL_"))
                .containsExactly(
                        Verdicts.WARNING + " ends " + Verdicts.CRITICAL,
                        Verdicts.CRITICAL + " ends " + Verdicts.WARNING,
                        Verdicts.WARNING + " ends " + Verdicts.CRITICAL,
                        Verdicts.HEALTHY + " ends " + Verdicts.WARNING,
                        Verdicts.CRITICAL + " ends " + Verdicts.WARNING,
                        Verdicts.HEALTHY + " ends " + Verdicts.CRITICAL);
    }

    @Test
    void oneCompanysCleanupTouchesNoOthersKeysAndNothingOutsideItsSpaces() {
        stores.sessions("acme", 3, 1);
        stores.sessions("beta", 3, 1);
        stores.sessions("gone", 3, 1);
        stores.sessions("acme2", 3, 0);
        for (String key : new String[] {"lock:acme:x", "session:acme", "other:acme:1", "acme"}) {
            stores.wire.call("SET", key, session(-1));
        }

        RunReport report = stores.run(ACME, null, true);

        assertThat(report.counts()).containsEntry("keys", 4L).containsEntry("removed", 3L);
        assertThat(stores.wire.call("DBSIZE")).isEqualTo(4L - 3 + 4 + 4 + 3 + 4);
    }

    @Test
    void whatCompaniesThatAreGoneLeftGoesWithEverythingOfTheirSpaces() {
        stores.sessions("gone", 2, 2);
        for (String key :
                new String[] {
                    "company:gone",
                    "company:acme",
                    "flags:gone:f",
                    "flags:beta:f",
                    "idemp:gone:1",
                    "lock:gone:1"
                }) {
            stores.wire.call("SET", key, "{}", "EX", "1000");
        }
        stores.wire.call("SADD", "cv:tags:company:gone", "company:gone");
        stores.wire.call("SADD", "cv:tags:company:acme", "company:acme");

        RunReport report = stores.run(null, null, true);

        assertThat(report.counts())
                .containsEntry("orphans", 8L)
                .containsEntry("orphans.sessions", 4L)
                .containsEntry("orphansRemoved.tag-sets", 1L)
                .containsEntry("removed", 8L);
        assertThat((Iterable<?>) stores.wire.call("KEYS", "*"))
                .map(Object::toString)
                .containsExactlyInAnyOrder(
                        "company:acme", "flags:beta:f", "lock:gone:1", "cv:tags:company:acme");
    }

    @Test
    void anIdempotencyKeyWithoutATimeToLiveIsFound() {
        stores.wire.call("SET", "idemp:acme:1", "r");
        stores.wire.call("SET", "idemp:acme:2", "r", "EX", "300");

        assertThat(stores.run(ACME, "idempotency", true).counts())
                .containsEntry("keys", 2L)
                .containsEntry("removed", 1L);
        assertThat(stores.wire.call("EXISTS", "idemp:acme:2")).isEqualTo(1L);
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void documentsOfMongoSpacesGoByTheirDates(EmbeddedStack engine) {
        try (KeyCleanupFixture on = new KeyCleanupFixture(engine, engine.endpoints().redisUri())) {
            on.documents(ACME, "auth_sessions", "expiresAt", 1_500, 10);
            on.documents(BETA, "auth_sessions", "expiresAt", 5, 10);
            on.documents(ACME, "api_keys", "rotatedAt", 7, 3);

            assertThat(on.run(ACME, null, false).counts())
                    .containsEntry("keys", 1_522L)
                    .containsEntry("expired", 1_507L);
            assertThat(on.run(ACME, null, true).counts()).containsEntry("removed", 1_507L);
            assertThat(on.run(ACME, null, true).counts()).containsEntry("expired", 0L);
            assertThat(
                            on.mongo
                                    .tenants()
                                    .collection(
                                            KeyCleanupFixture.context().in(BETA), "auth_sessions")
                                    .count(new Document()))
                    .isEqualTo(16);
        }
    }

    @Test
    void anOwnSpaceIsLookedAtWithItsThresholds() throws IOException {
        Path folder = stores.stack.settings().keySpacesDir();
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("carts.yaml"),
                """
                name: carts
                store: redis
                pattern: cart:{companyId}:{id}
                expired: [missing-ttl]
                thresholds: {warning: 1, critical: 3}
                """);
        stores.wire.call("SET", "cart:acme:1", "c");

        stores.run(ACME, null, false);

        assertThat(stores.health(ACME).level()).isEqualTo(HealthLevel.WARNING);

        // What is not looked at any more says nothing any more.
        Files.delete(folder.resolve("carts.yaml"));
        stores.run(ACME, "sessions", false);

        assertThat(stores.health(ACME).spaces()).containsKey("tag-sets").doesNotContainKey("carts");
        assertThat(stores.health(ACME).level()).isEqualTo(HealthLevel.HEALTHY);
        assertThat(stores.ended).contains(Verdicts.HEALTHY + " ends " + Verdicts.WARNING);
    }

    @Test
    void documentsGoNoFasterThanTheyMay() {
        stores.documents(ACME, "auth_sessions", "expiresAt", 150, 10);
        long began = System.nanoTime();

        RunReport run = stores.run(new KeyCleanupRequest(ACME, "auth-sessions", true, 50));

        assertThat(run.counts()).containsEntry("expired", 150L).containsEntry("removed", 150L);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofSeconds(2));
    }
}
