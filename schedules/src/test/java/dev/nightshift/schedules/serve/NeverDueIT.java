package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.Event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.InstantSource;

/** A schedule whose last time is over. */
@Timeout(60)
class NeverDueIT {
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
