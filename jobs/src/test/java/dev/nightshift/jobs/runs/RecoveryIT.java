package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.takeup.ReadOnlyPauses;
import dev.nightshift.jobs.runs.takeup.Recovery;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.server.MongoMode;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.core.job.Job;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What serve does about runs that MongoDB's read-only mode has paused. */
@Timeout(60)
class RecoveryIT {
    private static final PlatformContext PLATFORM = new PlatformContext("request-1", "test", "bob");

    private final CountDownLatch resumed = new CountDownLatch(1);

    /** Its first attempt meets a MongoDB without a primary. */
    private final class Waiting implements JobDefinition {
        @Override
        public String name() {
            return "waiting";
        }

        @Override
        public Job job(RunHandle run) {
            return run.job(
                    run.<Long, Long>chunkStep("wait", 1)
                            .reader(() -> read(run))
                            .writer(numbers -> {})
                            .build());
        }

        private @Nullable Long read(RunHandle run) {
            if (run.attempt() == 1) {
                throw new NightshiftException(
                        FailureCode.MONGODB_READ_ONLY, "There is no primary.", "Wait for one.");
            }
            resumed.countDown();
            return null;
        }
    }

    @Test
    void aPausedRunGoesOnWhenMongoDbTakesWritesAgainAndNotBefore() throws Exception {
        EmbeddedStack stores = EmbeddedStack.fresh();
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Alerts alerts =
                        Alerts.open(
                                stores.dataDir(),
                                mongo,
                                redis,
                                () -> RegistryLoader.shipped().registry(),
                                InstantSource.system());
                Runs runs = Runs.open(stores.endpoints(), List.of(new Waiting()), alerts)) {
            RunReport paused =
                    runs.starter()
                            .start(
                                    RunRequest.forPlatform("waiting", PLATFORM, "a"),
                                    RunListener.NONE);
            assertThat(paused.state()).isEqualTo(RunState.PAUSED);
            AtomicReference<MongoMode> mode = new AtomicReference<>(MongoMode.READ_ONLY);
            Recovery recovery = new Recovery(new ReadOnlyPauses(runs), Optional.empty(), mode::get);

            recovery.look();
            assertThat(runs.registry().show(paused.runId()).state()).isEqualTo(RunState.PAUSED);

            mode.set(MongoMode.READ_WRITE);
            recovery.look();
            assertThat(resumed.await(30, TimeUnit.SECONDS)).isTrue();
            CountDownLatch never = new CountDownLatch(1);
            while (recovery.isAtWork()) {
                var _ = never.await(20, TimeUnit.MILLISECONDS);
            }
            assertThat(runs.registry().show(paused.runId()).state()).isEqualTo(RunState.COMPLETED);
        }
    }
}
