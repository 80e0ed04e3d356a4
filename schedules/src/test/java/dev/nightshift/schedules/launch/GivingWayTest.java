package dev.nightshift.schedules.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.table.ScheduleFile;

import org.junit.jupiter.api.Test;

import java.util.OptionalLong;
import java.util.function.LongConsumer;

class GivingWayTest {
    private final Order order =
            new Order(
                    ScheduleFile.shipped().show("slo-probe"),
                    new PlatformContext("r", "schedules", "schedule:slo-probe"),
                    null);
    private final Launcher other = new Other();

    private record Other() implements Launcher {
        @Override
        public Outcome launch(Order order, LongConsumer accepted) {
            return new Outcome(Outcome.State.DONE, 1, "launched");
        }

        @Override
        public Outcome look(Order order, long runId, LongConsumer accepted) {
            return new Outcome(Outcome.State.DONE, 1, "looked at");
        }

        @Override
        public Outcome goOn(Order order, long runId, LongConsumer accepted) {
            return new Outcome(Outcome.State.DONE, 1, "gone on with");
        }
    }

    @Test
    void whileALargerRunIsAtWorkNothingIsStarted() {
        Outcome outcome = new GivingWay(other, any -> OptionalLong.of(7)).launch(order, run -> {});

        assertThat(outcome.state()).isEqualTo(Outcome.State.NOT_NEEDED);
        assertThat(outcome.detail())
                .isEqualTo("run 7 is at work, which does more than this one would");
    }

    @Test
    void otherwiseItIsAsIfItWereNotThere() {
        Launcher way = new GivingWay(other, any -> OptionalLong.empty());

        assertThat(way.launch(order, run -> {}).detail()).isEqualTo("launched");
        assertThat(way.look(order, 1, run -> {}).detail()).isEqualTo("looked at");
        assertThat(way.goOn(order, 1, run -> {}).detail()).isEqualTo("gone on with");
    }
}
