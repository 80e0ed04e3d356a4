package dev.nightshift.jobs.keycleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.keyspaces.KeySpace;
import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.keyspaces.KeySpace.RedisSpace;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.mongo.server.MongoMode;
import dev.nightshift.platform.redis.KeySweep;
import dev.nightshift.platform.redis.SweepPace;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.readers.mongo.expired.ExpiredDocuments;
import dev.nightshift.readers.redis.KeyBatch;
import dev.nightshift.readers.redis.KeyScan;
import dev.nightshift.readers.redis.ScanPosition;
import dev.nightshift.writers.redis.ExpiredKeys;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a run goes on with is right, whatever changed while it rested. */
@Timeout(120)
class ResumedCleanIT {
    private final KeyCleanupFixture stores = KeyCleanupFixture.open();
    private final Tally tally = new Tally(List.of("sessions"));

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void keysOfARestartedServerAreNotCountedTwice() {
        stores.sessions("acme", 150, 5);
        List<String> all =
                Stream.concat(
                                IntStream.range(0, 150).mapToObj("session:acme:old%d"::formatted),
                                IntStream.range(0, 5).mapToObj("session:acme:new%d"::formatted))
                        .toList();
        KeyWork before = work(tally, false);
        assertThat(before.beginsAnew(batch(all, "run_id:a"))).isFalse();
        before.sweep(batch(all, "run_id:a"));
        assertThat(before.inexact()).isEmpty();
        ExecutionContext position = new ExecutionContext();
        before.store(position);
        tally.store(position);

        Tally resumed = new Tally(List.of("sessions"));
        resumed.restore(position);
        KeyWork after = work(resumed, false);
        after.restore(position);
        assertThat(after.beginsAnew(batch(all, "run_id:a"))).isFalse();
        assertThat(after.inexact()).hasValueSatisfying(why -> assertThat(why).contains("twice"));
        assertThat(after.beginsAnew(batch(all, "run_id:b"))).isTrue();
        assertThat(after.inexact()).isEmpty();
        after.sweep(batch(all, "run_id:b"));

        assertThat(resumed.totals()).containsEntry("keys", 155L).containsEntry("expired", 150L);
    }

    @Test
    void whatWasRemovedBeforeTheServerWasRestartedStaysCounted() {
        stores.sessions("acme", 3, 1);
        List<String> all =
                List.of(
                        "session:acme:old0",
                        "session:acme:old1",
                        "session:acme:old2",
                        "session:acme:new0");
        KeyWork work = work(tally, true);
        assertThat(work.beginsAnew(batch(all, "run_id:a"))).isFalse();
        work.sweep(batch(all, "run_id:a"));
        assertThat(work.beginsAnew(batch(all, "run_id:b"))).isTrue();
        work.sweep(batch(List.of("session:acme:new0"), "run_id:b"));

        assertThat(tally.totals())
                .containsEntry("keys", 4L)
                .containsEntry("expired", 3L)
                .containsEntry("removed", 3L);
    }

    @Test
    void aCompanyThatIsAddedOrGoneWhileTheRunRestsShiftsNoPosition() {
        ExecutionContext position = new ExecutionContext();
        Portions before = portions("b", "d");
        before.open(position);
        assertThat(before.read()).isEqualTo(documents("b", "auth-sessions"));
        assertThat(before.read()).isEqualTo(documents("b", "api-keys"));
        assertThat(before.read()).isEqualTo(documents("d", "auth-sessions"));
        before.update(position);

        assertThat(rest(position, "a", "b", "c", "d", "e"))
                .startsWith(
                        documents("d", "api-keys"),
                        documents("e", "auth-sessions"),
                        documents("e", "api-keys"))
                .hasSize(4);
        assertThat(rest(position, "d", "e")).startsWith(documents("d", "api-keys")).hasSize(4);
        assertThat(rest(position, "b", "e")).startsWith(documents("e", "auth-sessions")).hasSize(3);
    }

    @Test
    void verdictsGoOnBehindTheCompanyThatWasToldOfLast() {
        ExecutionContext position = new ExecutionContext();
        List<Portion> all = rest(position, "b", "d");
        assertThat(all.getLast()).isEqualTo(new Portion.Verdicts(ids("b", "d")));
        Portions before = portions("b", "d");
        before.open(position);
        while (before.read() != null) {
            before.update(position);
        }

        assertThat(rest(position, "a", "d", "e")).containsExactly(new Portion.Verdicts(ids("e")));
    }

    @Test
    void aPositionOfAnEarlierVersionIsBegunAnew() {
        ExecutionContext position = new ExecutionContext();
        position.putLong("keys.pair", 3);
        position.putInt("keys.verdict", 1);

        assertThat(rest(position, "b", "d")).hasSize(5);
    }

    @Test
    void moreKeysThanAreToldApartAreSaidInTheRunsArtefacts() {
        stores.sessions("acme", 1, 4);
        KeyCleanupJob three =
                new KeyCleanupJob(
                        stores.companies,
                        stores.mongo,
                        stores.redis,
                        () -> KeySpaces.load(stores.stack.settings().keySpacesDir()),
                        (company, alert) -> {},
                        () -> KeyCleanupFixture.NOW,
                        3);
        assertThat(stores.run(null, "sessions", false).artefacts()).doesNotContainKey("inexact");
        try (Runs runs = Runs.open(stores.endpoints(), List.of(three))) {
            RunReport run =
                    KeyCleanupJob.start(
                            runs.starter(),
                            KeyCleanupFixture.context(),
                            new KeyCleanupRequest(null, "sessions", false, 0),
                            RunListener.NONE);

            assertThat(run.artefacts())
                    .hasEntrySatisfying(
                            "inexact", said -> assertThat(said).startsWith("Only 3 distinct keys"));
        }
    }

    private List<Portion> rest(ExecutionContext position, String... companies) {
        Portions portions = portions(companies);
        portions.open(new ExecutionContext(position));
        List<Portion> rest = new ArrayList<>();
        for (Portion next = portions.read(); next != null; next = portions.read()) {
            rest.add(next);
        }
        return rest;
    }

    private Portion.Documents documents(String company, String space) {
        return new Portion.Documents(
                new CompanyId(company), (MongoSpace) space(space), true, List.of());
    }

    private Portions portions(String... companies) {
        KeySweep sweep = new KeySweep(stores.redis);
        return new Portions(
                ids(companies),
                List.of((MongoSpace) space("auth-sessions"), (MongoSpace) space("api-keys")),
                new ExpiredIds(
                        KeyCleanupFixture.context(),
                        new ExpiredDocuments(stores.mongo.tenants()),
                        KeyCleanupFixture.NOW,
                        1_000),
                from -> new KeyScan(sweep, new SweepPace(0, sweep), null, from, System::nanoTime),
                false,
                () -> false,
                Optional.empty(),
                false);
    }

    private static List<CompanyId> ids(String... companies) {
        return Stream.of(companies).map(CompanyId::new).toList();
    }

    private KeyWork work(Tally counts, boolean remove) {
        KeySweep sweep = new KeySweep(stores.redis);
        return new KeyWork(
                new KeyCleanupRequest(null, "sessions", remove, 0),
                List.of((RedisSpace) space("sessions")),
                new OrphanGuard(Set.of("acme"), ids -> Set.of(), () -> MongoMode.READ_WRITE, false),
                1,
                new ExpiredKeys(sweep, new SweepPace(0, sweep), remove),
                counts,
                new DistinctKeys(DistinctKeys.MOST),
                KeyCleanupFixture.NOW);
    }

    private KeySpace space(String name) {
        return KeySpaces.load(stores.stack.settings().keySpacesDir()).named(name).getFirst();
    }

    private static KeyBatch batch(List<String> keys, String server) {
        return new KeyBatch(keys, new ScanPosition(server, "0", false));
    }
}
