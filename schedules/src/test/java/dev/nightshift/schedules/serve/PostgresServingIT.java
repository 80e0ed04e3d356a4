package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.HistoryRow;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

class PostgresServingIT extends ServingContract {
    @Override
    Endpoints fresh() {
        return TestStores.postgres();
    }

    @Override
    InstantSource clock() {
        return InstantSource.system();
    }

    @Test
    void twoThatServeShareEveryTimeAndNoneRunsTwice() throws Exception {
        Schedule[] rows = {
            Row.aRow("tick", "* * * * * ?").build(), Row.aRow("tock", "* * * * * ?").build()
        };
        Endpoints endpoints = fresh();
        try (Bench one = new Bench(endpoints, clock(), rows);
                Bench two = new Bench(endpoints, clock(), rows)) {
            ScheduleService first = one.serve();
            try (ScheduleService second = two.serve()) {
                assertThat(one.servers().live()).hasSize(2);
                one.awaitEvents("tick", Event.COMPLETED, 4);
                first.close();
                int soFar = two.events("tick").size();
                two.awaitEvents("tick", Event.COMPLETED, soFar + 2);

                assertThat(second.isRunning()).isTrue();
            }
            // What has begun goes on when its scheduler is closed.
            one.await(() -> !one.firing().isAtWork() && !two.firing().isAtWork());
            // What had to wait for the one that ended comes at once, and may meet itself.
            List<HistoryRow> all =
                    one.historyStore().newest(Optional.empty(), 1000).stream()
                            .filter(row -> row.event() != Event.SKIPPED)
                            .toList();
            assertThat(all).allMatch(row -> row.event() == Event.COMPLETED);
            assertThat(one.launched() + two.launched()).isEqualTo(all.size());
            for (Schedule row : rows) {
                List<Instant> due =
                        all.stream()
                                .filter(kept -> kept.schedule().equals(row.name()))
                                .map(HistoryRow::due)
                                .toList();
                assertThat(due).doesNotHaveDuplicates();
            }
        }
    }
}
