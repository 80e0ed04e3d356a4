package dev.nightshift.jobs.keycleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Whatever interrupts a clean, what follows it leaves what an uninterrupted one would. */
@Timeout(120)
class InterruptedCleanIT {
    private static final int EXPIRED = 3_000;
    private static final int LIVE = 1_000;

    /** Gone through in more than a second: long enough to be interrupted. */
    private static final KeyCleanupRequest SLOW =
            new KeyCleanupRequest(null, "sessions", true, 3_000);

    @Test
    void redisAwayInTheMiddleFailsTheRunAndARestartRemovesTheRest() throws Exception {
        EmbeddedStack stack = EmbeddedStack.fresh();
        URI redis = URI.create(stack.endpoints().redisUri());
        try (TcpProxy proxy = new TcpProxy(redis.getPort());
                KeyCleanupFixture stores =
                        new KeyCleanupFixture(
                                stack,
                                stack.endpoints()
                                        .redisUri()
                                        .replace(":" + redis.getPort(), ":" + proxy.port()))) {
            stores.sessions("acme", EXPIRED, LIVE);
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> stores.run(SLOW));
            await(() -> left(stores) < EXPIRED + LIVE);
            proxy.down();
            RunReport failed = run.get(60, TimeUnit.SECONDS);

            assertThat(failed.state()).isEqualTo(RunState.FAILED);
            assertThat(failed.failureCode()).hasToString("REDIS_UNAVAILABLE");
            assertThat(left(stores)).isGreaterThan(LIVE);

            proxy.up();
            await(() -> answers(stores));
            RunReport restarted =
                    stores.runs.starter().restart(failed.runId(), "t", "r-2", RunListener.NONE);

            assertThat(restarted.state()).isEqualTo(RunState.COMPLETED);
            assertNothingIsLeft(stores);
        }
    }

    private static boolean answers(KeyCleanupFixture stores) {
        try {
            new dev.nightshift.platform.redis.KeySweep(stores.redis).ping();
            return true;
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    @Test
    void aPausedOneGoesOnWhereItStoodAndAStoppedOneIsRestarted() throws Exception {
        try (KeyCleanupFixture stores = KeyCleanupFixture.open()) {
            stores.sessions("acme", EXPIRED, LIVE);
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(() -> stores.run(SLOW));
            await(() -> left(stores) < EXPIRED + LIVE);
            long runId = stores.runs.registry().list(RunFilter.newest(1)).getFirst().runId();
            stores.runs.registry().pause(runId, "tester");

            assertThat(run.get(30, TimeUnit.SECONDS).state()).isEqualTo(RunState.PAUSED);
            long atRest = left(stores);
            assertThat(atRest).isGreaterThan(LIVE);

            CompletableFuture<RunReport> resumed =
                    CompletableFuture.supplyAsync(
                            () ->
                                    stores.runs
                                            .starter()
                                            .resume(runId, "t", "r-2", RunListener.NONE));
            await(() -> left(stores) < atRest);
            stores.runs.registry().stop(runId, "tester");
            assertThat(resumed.get(30, TimeUnit.SECONDS).state()).isEqualTo(RunState.STOPPED);
            assertThat(left(stores)).isGreaterThan(LIVE);

            RunReport done = stores.runs.starter().restart(runId, "t", "r-3", RunListener.NONE);

            assertThat(done.state()).isEqualTo(RunState.COMPLETED);
            assertThat(done.counts())
                    .containsEntry("expired", (long) EXPIRED)
                    .containsEntry("removed", (long) EXPIRED);
            assertThat(done.artefacts())
                    .hasEntrySatisfying(
                            "inexact",
                            why -> assertThat(why).startsWith("The run was interrupted"));
            assertNothingIsLeft(stores);
        }
    }

    @Test
    void theProcessIsKilledAndARestartElsewhereRemovesTheRest(@TempDir Path folder)
            throws Exception {
        try (KeyCleanupFixture stores = KeyCleanupFixture.open()) {
            stores.sessions("acme", EXPIRED, LIVE);
            // The stack's own relational store is in this process's memory.
            Endpoints endpoints =
                    new Endpoints(
                            stores.endpoints().mongodbUri(),
                            stores.endpoints().redisUri(),
                            "jdbc:h2:file:%s;AUTO_SERVER=TRUE".formatted(folder.resolve("runs")),
                            "sa",
                            "",
                            "a test");
            Process process =
                    KeyCleanupProcess.start(endpoints, stores.stack.settings().keySpacesDir());
            try {
                await(
                        () -> {
                            assertThat(process.isAlive()).isTrue();
                            return left(stores) < EXPIRED + LIVE;
                        });
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(left(stores)).isGreaterThan(LIVE);
            try (Runs runs = Runs.open(endpoints, List.of(stores.job()))) {
                long runId = runs.registry().list(RunFilter.newest(1)).getFirst().runId();
                await(() -> runs.registry().show(runId).state() == RunState.FAILED);

                RunReport done = runs.starter().restart(runId, "t", "r-2", RunListener.NONE);

                assertThat(done.state()).isEqualTo(RunState.COMPLETED);
                assertNothingIsLeft(stores);
            }
        }
    }

    @Test
    void aKeyThatIsRenewedMeanwhileIsThereAfterwards() {
        try (KeyCleanupFixture stores = KeyCleanupFixture.open()) {
            stores.sessions("acme", EXPIRED, LIVE);
            CompletableFuture<RunReport> run =
                    CompletableFuture.supplyAsync(
                            () ->
                                    stores.run(
                                            new KeyCleanupRequest(null, "sessions", true, 20_000)));
            int renewed = 0;
            for (; renewed < EXPIRED && !run.isDone(); renewed++) {
                stores.wire.call(
                        "SET", "session:acme:old" + renewed, KeyCleanupFixture.session(60));
            }

            assertThat(run.join().state()).isEqualTo(RunState.COMPLETED);
            assertThat(renewed).isPositive();
            for (int n = 0; n < renewed; n++) {
                assertThat(stores.wire.call("EXISTS", "session:acme:old" + n)).isEqualTo(1L);
            }
            assertThat(left(stores)).isEqualTo(renewed + (long) LIVE);
        }
    }

    private static void assertNothingIsLeft(KeyCleanupFixture stores) {
        assertThat(left(stores)).isEqualTo(LIVE);
        assertThat(stores.run(new KeyCleanupRequest(null, "sessions", true, 0)).counts())
                .containsEntry("keys", (long) LIVE)
                .containsEntry("expired", 0L);
    }

    private static long left(KeyCleanupFixture stores) {
        return (Long) java.util.Objects.requireNonNull(stores.wire.call("DBSIZE"));
    }

    private static void await(BooleanSupplier moment) throws Exception {
        for (int tries = 0; tries < 6_000; tries++) {
            if (moment.getAsBoolean()) {
                return;
            }
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS))
                    .get();
        }
        throw new IOException("It does not come.");
    }
}
