package dev.nightshift.jobs.keycleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.server.MongoMode;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Nothing goes because its company cannot be found in the wrong place. */
@Timeout(120)
class OrphanGuardIT {
    private final KeyCleanupFixture stores = KeyCleanupFixture.open();

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void aDatabaseWithoutCompaniesRemovesNothingAtAll() {
        stores.sessions("acme", 5, 20);
        stores.sessions("elsewhere", 0, 20);
        stores.dropCompanies();

        RunReport run = stores.run(new KeyCleanupRequest(null, null, true, 0, true));

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failureCode()).isEqualTo("COMPANIES_DOUBTFUL");
        assertThat(run.hint()).contains("NIGHTSHIFT_MONGODB_URI");
        assertThat(left()).isEqualTo(45);
    }

    @Test
    void mostlyUnknownCompaniesKeepWhatIsTheirsUntilTheOperatorSaysSo() {
        stores.sessions("acme", 2, 1);
        stores.sessions("beta", 0, 1);
        for (int n = 0; n < OrphanGuard.FEWEST; n++) {
            stores.sessions("other" + n, 0, 2);
        }

        RunReport looked = stores.run(null, "sessions", false);
        RunReport refused = stores.run(null, "sessions", true);

        assertThat(looked.state()).isEqualTo(RunState.COMPLETED);
        assertThat(looked.artefacts())
                .containsEntry(
                        "doubtful/sessions",
                        "Of 7 companies seen in the space 'sessions' 5 are unknown (other0, other1,"
                                + " other2, ...)");
        assertThat(refused.state()).isEqualTo(RunState.FAILED);
        assertThat(refused.failureCode()).isEqualTo("COMPANIES_DOUBTFUL");
        assertThat(refused.message()).contains("5 are unknown", "was left, 10 in this space");
        assertThat(refused.hint()).contains("--allow-orphans");
        assertThat(refused.counts())
                .containsEntry("orphans.sessions", 10L)
                .containsEntry("orphansRemoved.sessions", 0L);
        // What has expired by its own value may go, whoever's it is.
        assertThat(left()).isEqualTo(12);

        RunReport allowed = stores.run(new KeyCleanupRequest(null, "sessions", true, 0, true));

        assertThat(allowed.state()).isEqualTo(RunState.COMPLETED);
        assertThat(allowed.counts())
                .containsEntry("orphans.sessions", 10L)
                .containsEntry("orphansRemoved.sessions", 10L);
        assertThat(left()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void documentsOfCompaniesThatAreGoneGoAndNoOthers(EmbeddedStack engine) {
        try (KeyCleanupFixture on = new KeyCleanupFixture(engine, engine.endpoints().redisUri())) {
            on.documents(KeyCleanupFixture.ACME, "auth_sessions", "expiresAt", 0, 3);
            on.documents(new CompanyId("gone1"), "auth_sessions", "expiresAt", 3, 2_000);
            on.documents(new CompanyId("gone2"), "auth_sessions", "expiresAt", 0, 2);
            on.documents(new CompanyId("gone1"), "api_keys", "rotatedAt", 2, 2);
            on.documents(PlatformContext.SERVICE, "auth_sessions", "expiresAt", 1, 1);

            assertThat(on.run(null, null, false).counts())
                    .containsEntry("orphans.auth-sessions", 2_007L)
                    .containsEntry("orphansRemoved.auth-sessions", 0L);
            assertThat(on.run(KeyCleanupFixture.ACME, null, true).counts())
                    .containsEntry("removed", 0L);
            assertThat(on.run(null, null, true).counts())
                    .containsEntry("orphans.auth-sessions", 2_007L)
                    .containsEntry("orphansRemoved.auth-sessions", 2_007L);
            assertThat(on.run(null, null, true).counts()).containsEntry("orphans", 0L);

            assertThat(
                            on.mongo
                                    .platform()
                                    .companiesIn(KeyCleanupFixture.context(), "auth_sessions"))
                    .containsExactly("acme", "nightshift");
            assertThat(on.mongo.platform().companiesIn(KeyCleanupFixture.context(), "api_keys"))
                    .containsExactly("gone1");
        }
    }

    @Test
    void documentsOfMostlyUnknownCompaniesStay() {
        stores.documents(KeyCleanupFixture.ACME, "auth_sessions", "expiresAt", 0, 3);
        for (int n = 0; n < OrphanGuard.FEWEST; n++) {
            stores.documents(new CompanyId("other" + n), "auth_sessions", "expiresAt", 0, 1);
        }

        RunReport looked = stores.run(null, "auth-sessions", false);
        RunReport refused = stores.run(null, "auth-sessions", true);

        assertThat(looked.artefacts()).containsKey("doubtful/auth-sessions");
        assertThat(looked.counts()).containsEntry("orphans.auth-sessions", 10L);
        assertThat(refused.failureCode()).isEqualTo("COMPANIES_DOUBTFUL");
        assertThat(refused.message())
                .startsWith("Of 6 companies seen in the space 'auth-sessions' 5 are unknown")
                .contains("was left, 10 in this space");

        assertThat(stores.run(new KeyCleanupRequest(null, "auth-sessions", true, 0, true)).counts())
                .containsEntry("orphansRemoved.auth-sessions", 10L);
    }

    @Test
    void whatTheServiceKeepsForItselfIsNoOrphan() {
        stores.wire.call("SET", "flags:nightshift:f", "1");

        assertThat(stores.run(null, null, true).counts()).containsEntry("orphans", 0L);
        assertThat(left()).isEqualTo(1);
    }

    @Test
    void aFewUnknownOnesAndHalfOfManyAreGoneIndeed() {
        OrphanGuard guard = guard(new AtomicReference<>(MongoMode.READ_WRITE));

        Set<String> known = Set.of("a");
        assertThat(guard.doubt("s", Set.of("x1", "x2", "x3", "x4"), known)).isNull();
        assertThat(
                        guard.doubt(
                                "s",
                                Set.of("x1", "x2", "x3", "x4", "x5", "a", "b", "c", "d", "e"),
                                known))
                .isNull();
        assertThat(
                        guard.doubt(
                                "s",
                                Set.of("x1", "x2", "x3", "x4", "x5", "a", "b", "c", "d"),
                                known))
                .contains("Of 9", "5 are unknown (x1, x2, x3, ...)");
    }

    @Test
    void whereNobodyIsKnownButTheCompanyOfEveryDatabaseNobodyIsGone() {
        OrphanGuard guard = guard(new AtomicReference<>(MongoMode.READ_WRITE));

        assertThat(guard.doubt("s", Set.of(), Set.of())).isNull();
        assertThat(guard.doubt("s", Set.of("x1"), Set.of()))
                .contains("No company that was seen is known", "'s': x1)");
        assertThat(guard.doubt("s", Set.of("x1", "demo"), Set.of("demo")))
                .contains("No company that was seen is known");
        assertThat(guard.doubt("s", Set.of("x1"), Set.of("demo", "a"))).isNull();
    }

    @Test
    void aNewDatabaseThatOnlyTheServiceHasBeenInKeepsEverySession() {
        stores.dropCompanies();
        assertThat(stores.companies.ensureDemo(KeyCleanupFixture.context())).isTrue();
        stores.sessions("acme", 0, 20);
        stores.sessions("beta", 0, 20);
        stores.sessions("demo", 1, 1);
        stores.documents(KeyCleanupFixture.ACME, "auth_sessions", "expiresAt", 0, 3);

        RunReport looked = stores.run(null, null, false);
        RunReport refused = stores.run(null, null, true);

        assertThat(looked.artefacts()).containsKeys("doubtful/sessions", "doubtful/auth-sessions");
        assertThat(refused.failureCode()).isEqualTo("COMPANIES_DOUBTFUL");
        assertThat(refused.message())
                .contains("(unknown in the space 'sessions': acme, beta)", "was left, 40 in this");
        // The one that went had expired by its own value.
        assertThat(left()).isEqualTo(41);

        assertThat(stores.run(new KeyCleanupRequest(null, "auth-sessions", true, 0)).failureCode())
                .isEqualTo("COMPANIES_DOUBTFUL");
        assertThat(stores.run(new KeyCleanupRequest(null, "sessions", true, 0, true)).counts())
                .containsEntry("orphansRemoved.sessions", 40L);
    }

    @Test
    void nobodyIsTakenForGoneWhileThereIsNoPrimary() {
        AtomicReference<MongoMode> mode = new AtomicReference<>(MongoMode.READ_WRITE);
        OrphanGuard guard = guard(mode);
        assertThat(guard.gone(List.of("x", "added"), true)).containsExactly("x");

        for (MongoMode stale : List.of(MongoMode.NO_PRIMARY, MongoMode.READ_ONLY, MongoMode.AWAY)) {
            mode.set(stale);
            assertThatExceptionOfType(NightshiftException.class)
                    .isThrownBy(guard::requireCompanies)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.MONGODB_READ_ONLY));
            assertThatExceptionOfType(NightshiftException.class)
                    .isThrownBy(() -> guard.gone(List.of("x"), true))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.MONGODB_READ_ONLY));
            assertThat(guard.gone(List.of("x"), false)).containsExactly("x");
        }
    }

    private static OrphanGuard guard(AtomicReference<MongoMode> mode) {
        return new OrphanGuard(
                Set.of("a", "b", "c", "d", "e", "demo"), ids -> Set.of("added"), mode::get, false);
    }

    private long left() {
        return (Long) Objects.requireNonNull(stores.wire.call("DBSIZE"));
    }
}
