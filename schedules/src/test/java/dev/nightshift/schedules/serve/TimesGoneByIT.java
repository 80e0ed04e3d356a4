package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.Event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Times that are over stay so: those before a pause ended, and the last of a schedule. */
@Timeout(60)
class TimesGoneByIT {
    @Test
    void whatWentByDuringAPauseIsNotMadeUpForAlsoWhenNobodyServed() throws Exception {
        Instant last = Hourly.halfAnHourAgo(InstantSource.system().instant());
        Schedule once = Row.aRow("once", Hourly.at(last)).build();
        Schedule skip = Row.aRow("skip", Hourly.at(last)).skipsMisfires().build();
        try (Bench bench = new Bench(TestStores.h2(), InstantSource.system(), once, skip)) {
            for (Schedule row : List.of(once, skip)) {
                bench.states().known(row.name(), last.minus(Duration.ofDays(9)));
                assertThat(bench.states().pause(row.name(), "olivia", bench.now())).isTrue();
            }
            bench.serve().close();
            bench.lieIdleSince(last.minus(Duration.ofHours(2)));
            for (Schedule row : List.of(once, skip)) {
                assertThat(bench.states().resume(row.name(), bench.now())).isTrue();
            }
            try (ScheduleService service = bench.serve()) {
                bench.await(() -> bench.earliest().isAfter(bench.now()));
                service.lookForMissed();
            }

            assertThat(bench.events("once")).isEmpty();
            assertThat(bench.events("skip")).isEmpty();
        }
    }

    @Test
    void whatIsNeverDueAgainKeepsNothingElseFromItsTimes() throws Exception {
        Schedule over = Row.aRow("over", "0 0 3 1 12 ? 2020").build();
        try (Bench bench =
                        new Bench(
                                TestStores.h2(),
                                InstantSource.system(),
                                over,
                                Row.aRow("tick", "* * * * * ?").build());
                ScheduleService service = bench.serve()) {
            bench.awaitEvents("tick", Event.COMPLETED, 1);
            bench.table(over, Row.aRow("tock", "* * * * * ?").build());
            assertThat(bench.servers().wantReload()).isEqualTo(1);
            bench.awaitEvents("tock", Event.COMPLETED, 1);

            assertThat(service.table().find("over")).isPresent();
            assertThat(bench.events("over")).isEmpty();
        }
    }
}
