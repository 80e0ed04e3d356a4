package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.fire.Trouble;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.launch.Outcome;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whatever may become of the schedule of each job is told, by a code that is in the registry. */
@Timeout(60)
class TroublesIT {
    private static final Instant DUE = Instant.parse("2026-11-21T01:00:00Z");

    private final Instant last = Hourly.halfAnHourAgo(InstantSource.system().instant());

    @ParameterizedTest
    @EnumSource(ScheduledJob.class)
    void eachTroubleOfAScheduleIsTold(ScheduledJob job) throws Exception {
        Schedule late = Row.aRow("late", Hourly.at(last)).of(job).build();
        Schedule slow =
                Row.aRow("slow", "0 0 1 1 1 ?").of(job).longest(Duration.ofMillis(50)).build();
        try (Bench bench = new Bench(TestStores.h2(), InstantSource.system(), late, slow)) {
            fails(bench, slow);
            isSlow(bench, slow);
            isPaused(bench, slow);
            isLate(bench);

            List<String> codes =
                    Arrays.stream(Trouble.values()).map(one -> code(job, one)).toList();
            bench.await(() -> bench.alerts().containsAll(codes));
            assertThat(bench.alerts()).contains("NIGHTSHIFT_SCHEDULE_%s_OK".formatted(job));
            for (String code : codes) {
                RegistryEntry entry = RegistryLoader.shipped().orThrow().byCode(code).orElseThrow();
                assertThat(bench.severity(code))
                        .as(code)
                        .isEqualTo(entry.severityPolicy().severity(code));
            }
        }
    }

    private static void fails(Bench bench, Schedule slow) throws Exception {
        bench.outcome(order -> new Outcome(Outcome.State.FAILED, 1, "run 7: no room"));
        bench.fire(slow, DUE).get(60, TimeUnit.SECONDS);
        bench.outcome(order -> new Outcome(Outcome.State.DONE, 1, ""));
    }

    private static void isSlow(Bench bench, Schedule slow) throws Exception {
        CountDownLatch release = bench.block();
        CompletableFuture<Void> first = bench.fire(slow, DUE.plusSeconds(1));
        bench.awaitEvents("slow", Event.OVERRAN, 1);
        bench.fire(slow, DUE.plusSeconds(2)).get(60, TimeUnit.SECONDS);
        release.countDown();
        first.get(60, TimeUnit.SECONDS);
    }

    private static void isPaused(Bench bench, Schedule slow) throws Exception {
        assertThat(bench.states().pause("slow", "olivia", DUE)).isTrue();
        bench.fire(slow, DUE.plusSeconds(3)).get(60, TimeUnit.SECONDS);
    }

    private void isLate(Bench bench) throws Exception {
        bench.serve().close();
        bench.lieIdleSince(last.minus(Duration.ofHours(2)));
        try (ScheduleService service = bench.serve()) {
            bench.awaitEvents("late", Event.COMPLETED, 1);
            assertThat(service.isRunning()).isTrue();
        }
    }

    private static String code(ScheduledJob job, Trouble trouble) {
        return "NIGHTSHIFT_SCHEDULE_%s_%s".formatted(job, trouble);
    }
}
