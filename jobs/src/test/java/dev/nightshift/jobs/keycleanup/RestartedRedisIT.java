package dev.nightshift.jobs.keycleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.redis.KeySweep;
import dev.nightshift.platform.redis.SweepPace;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.servers.EmbeddedRedis;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.readers.redis.KeyBatch;
import dev.nightshift.readers.redis.KeyScan;
import dev.nightshift.readers.redis.ScanPosition;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A redis-server is killed and started again in the middle of what goes through its keys. */
@Timeout(180)
class RestartedRedisIT {
    private static final int EXPIRED = 10_000;
    private static final int LIVE = 2_000;

    /** As many as a fifth of a second takes at the pace that is asked for. */
    private static final int BATCH = 2_000;

    @TempDir private Path folder;
    private EmbeddedRedis server;
    private KeyCleanupFixture stores;
    private KeySweep sweep;

    @BeforeEach
    void plant() throws Exception {
        server =
                EmbeddedRedis.start(
                        folder.resolve("redis"),
                        Path.of(System.getProperty("java.io.tmpdir"), "nightshift-test-bin"),
                        "only-for-tests");
        stores = new KeyCleanupFixture(EmbeddedStack.fresh(), server.uri(), server.uri());
        stores.sessions("acme", EXPIRED, LIVE);
        sweep = new KeySweep(stores.redis);
    }

    @AfterEach
    void close() {
        stores.close();
        server.close();
    }

    @Test
    void aScanBeginsAnewOnTheServerAsItIsNowAndMissesNothing() throws Exception {
        AtomicLong nanos = new AtomicLong();
        KeyScan scan = scan(ScanPosition.START, nanos);
        ScanPosition reached = ScanPosition.START;
        Set<String> seen = new HashSet<>();
        int batches = 0;
        int anew = 0;
        while (!reached.ended()) {
            KeyBatch batch;
            try {
                batch = scan.next();
            } catch (NightshiftException away) {
                // As a run that is restarted.
                await(this::answers);
                scan = scan(reached, nanos);
                continue;
            }
            assertThat(batch).isNotNull();
            if (!batch.position().server().equals(reached.server())) {
                anew++;
                seen.clear();
            }
            reached = batch.position();
            seen.addAll(batch.keys());
            if (++batches == 2) {
                assertThat(seen).as("in the middle").hasSizeLessThan(EXPIRED);
                restart();
            }
        }

        assertThat(anew).as("servers").isEqualTo(2);
        assertThat(seen).hasSize(EXPIRED + LIVE);
    }

    /** Each look at the clock takes so long that a batch is one page. */
    private KeyScan scan(ScanPosition from, AtomicLong nanos) {
        return new KeyScan(
                sweep,
                new SweepPace(0, sweep),
                null,
                from,
                () -> nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(150)));
    }

    @Test
    void aCleanRemovesEachExpiredKeyAndCountsNoneTwice() throws Exception {
        CompletableFuture<RunReport> cleaning =
                CompletableFuture.supplyAsync(
                        () -> stores.run(new KeyCleanupRequest(null, "sessions", true, 10_000)),
                        task -> Thread.ofPlatform().daemon().start(task));
        await(() -> left() < EXPIRED + LIVE);
        assertThat(left()).isGreaterThan(LIVE);

        restart();
        RunReport report = cleaning.get(120, TimeUnit.SECONDS);
        if (report.state() == RunState.FAILED) {
            assertThat(report.failureCode()).isEqualTo("REDIS_UNAVAILABLE");
            await(this::answers);
            report = stores.runs.starter().restart(report.runId(), "t", "r-2", RunListener.NONE);
        }

        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(left()).isEqualTo(LIVE);
        // What the batch in flight removed, and nobody could answer for any more, is not counted.
        long removed = report.counts().getOrDefault("removed", 0L);
        assertThat(removed).isBetween((long) EXPIRED - BATCH, (long) EXPIRED);
        assertThat(report.counts())
                .containsEntry("keys", removed + LIVE)
                .containsEntry("expired", removed);
    }

    private void restart() throws Exception {
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().get(60, TimeUnit.SECONDS);
        await(server::restartIfDead);
        stores.connectAgain();
    }

    private boolean answers() {
        try {
            sweep.ping();
            return true;
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    private long left() {
        return (Long) Objects.requireNonNull(stores.wire.call("DBSIZE"));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int tries = 0; !condition.call(); tries++) {
            if (tries == 3_000 || never.await(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not happen within a minute");
            }
        }
    }
}
