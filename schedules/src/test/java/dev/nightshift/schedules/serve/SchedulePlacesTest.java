package dev.nightshift.schedules.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.fire.Firing;
import dev.nightshift.schedules.fire.ScheduleAlerts;
import dev.nightshift.schedules.fire.Trouble;
import dev.nightshift.schedules.table.ScheduleFile;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** What makes two troubles the same matter. */
class SchedulePlacesTest {
    @Test
    void twoSchedulesOfOneJobShareNoOpenAlert() {
        List<String> places = new ArrayList<>();
        ScheduleAlerts alerts =
                new ScheduleAlerts(
                        (context, alert) -> places.add(alert.module() + "/" + alert.code()));
        Schedules shipped = ScheduleFile.shipped();
        for (Schedule schedule : shipped.rows()) {
            alerts.tellService(Firing.context(schedule), schedule, Trouble.FAILED, "failed");
        }

        assertThat(places)
                .hasSize(shipped.rows().size())
                .doesNotHaveDuplicates()
                .contains(
                        "SCHEDULE/NIGHTSHIFT_SCHEDULE_SLO_PROBE_FAILED",
                        "SCHEDULE:slo-probe-full/NIGHTSHIFT_SCHEDULE_SLO_PROBE_FAILED");
    }
}
