package dev.nightshift.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.Pulse;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.serve.Servers;
import dev.nightshift.schedules.table.ScheduleFile;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** What the review says of the schedules. */
@Timeout(60)
class SchedulesLineIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final RelationalStore store = RelationalStore.open(EmbeddedStack.fresh().endpoints());
    private final JdbcClient jdbc = JdbcClient.create(store.dataSource());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aScheduleThatIsLateOrFailedIsNamed() {
        Schedules table =
                new Schedules(
                        List.of(
                                ScheduleFile.shipped().show("retention"),
                                ScheduleFile.shipped().show("key-cleanup")));
        ScheduleHistory history = new ScheduleHistory(jdbc);
        ScheduleStates states = new ScheduleStates(jdbc);
        Servers servers = new Servers(jdbc);
        SchedulesLine line = new SchedulesLine(table, history, states, servers, NOW);
        installed(NOW.minus(Duration.ofMinutes(59)));
        assertThat(line.get())
                .isEqualTo(
                        ReviewLine.pending(
                                "schedules",
                                "nobody has served yet; red from 2026-11-21T12:01:00Z on",
                                "nightshift serve",
                                NOW.plus(Duration.ofMinutes(1))));
        installed(NOW.minus(Duration.ofHours(1)));
        assertThat(line.get())
                .isEqualTo(
                        ReviewLine.red(
                                "schedules",
                                "nobody has ever served; installed at 2026-11-21T11:00:00Z",
                                "nightshift serve"));
        String server = servers.enter(true);
        assertThat(line.get())
                .isEqualTo(ReviewLine.green("schedules", "2 schedules, none late or failed"));

        Schedule retention = table.show("retention");
        states.known("retention", NOW.minus(Duration.ofDays(2)));
        assertThat(line.get().found()).isEqualTo("retention late since 2026-11-20T03:00:00Z");
        ScheduleHistory.Entry entry =
                new ScheduleHistory.Entry(
                        retention.name(), NOW.minus(Duration.ofHours(9)), Cause.CRON, null);
        assertThat(history.record(entry, Event.FAILED, "no room")).isTrue();
        assertThat(states.pause("key-cleanup", "olivia", NOW)).isTrue();
        assertThat(line.get())
                .isEqualTo(
                        ReviewLine.red(
                                "schedules",
                                "retention failed 9 h ago; paused: key-cleanup",
                                "nightshift schedules history NAME"));
        assertThat(server).isNotEmpty();
    }

    private void installed(Instant at) {
        jdbc.sql("UPDATE ns_schedule_served SET installed_at = :at")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Test
    void aScheduleStaysRedUntilItRanAgain() {
        Schedules table = new Schedules(List.of(ScheduleFile.shipped().show("inbox-import")));
        ScheduleHistory history = new ScheduleHistory(jdbc);
        Servers servers = new Servers(jdbc);
        var _ = servers.enter(true);
        SchedulesLine line =
                new SchedulesLine(table, history, new ScheduleStates(jdbc), servers, NOW);

        assertThat(history.record(inbox(60, null), Event.MISSED, "nobody ran it")).isTrue();
        assertThat(line.get().found()).isEqualTo("inbox-import missed its time 2 days ago");
        assertThat(line.get().light()).isEqualTo(Light.RED);
        assertThat(history.record(inbox(36, "acme"), Event.COMPLETED, "")).isTrue();
        assertThat(history.record(inbox(36, "acme"), Event.SKIPPED, "at work")).isTrue();
        assertThat(line.get().light()).isEqualTo(Light.GREEN);
        assertThat(history.record(inbox(36, "beta"), Event.FAILED, "no room")).isTrue();
        assertThat(history.record(inbox(36, "zoo"), Event.COMPLETED, "")).isTrue();
        assertThat(line.get().found())
                .as("of one company, whatever the others")
                .startsWith("inbox-import failed ");
        assertThat(history.record(inbox(12, "acme"), Event.LOST, "")).isTrue();
        assertThat(line.get().found()).isEqualTo("inbox-import lost its process 12 h ago");
        assertThat(history.record(inbox(11, null), Event.COMPLETED, "")).isTrue();
        assertThat(history.record(inbox(10, null), Event.SKIPPED, "at work")).isTrue();
        assertThat(line.get().light()).isEqualTo(Light.GREEN);
    }

    @Test
    void twoSchedulesOfOneJobDoNotHideOneAnother() {
        Schedules table =
                new Schedules(
                        List.of(
                                ScheduleFile.shipped().show("slo-probe"),
                                ScheduleFile.shipped().show("slo-probe-full")));
        Schedule full = table.show("slo-probe-full");
        ScheduleHistory history = new ScheduleHistory(jdbc);
        ScheduleStates states = new ScheduleStates(jdbc);
        Pulse pulse = new Pulse(history, states);
        Servers servers = new Servers(jdbc);
        var _ = servers.enter(true);
        Instant probed = Instant.parse("2026-11-21T11:50:00Z");
        Instant due = Instant.parse("2026-11-01T05:30:00Z");
        assertThat(pulse.of(full, NOW).state()).as("not in force").isEqualTo(Pulse.State.NEVER);
        table.rows().forEach(row -> states.known(row.name(), due.minus(Duration.ofDays(9))));
        assertThat(history.record(at("slo-probe", probed), Event.COMPLETED, "")).isTrue();
        assertThat(history.record(at("slo-probe-full", due), Event.STOPPED, "")).isTrue();

        assertThat(pulse.of(table.show("slo-probe"), NOW))
                .isEqualTo(new Pulse.Beat(Pulse.State.ALIVE, probed, null));
        assertThat(pulse.of(full, NOW)).isEqualTo(new Pulse.Beat(Pulse.State.SILENT, null, due));
        assertThat(pulse.of(full, due.plus(full.grace()).plus(full.longest()).minusSeconds(1)))
                .as("it may still be at work")
                .isEqualTo(new Pulse.Beat(Pulse.State.NEVER, null, null));
        assertThat(new SchedulesLine(table, history, states, servers, NOW).get().found())
                .isEqualTo("slo-probe-full gives no sign of life since 2026-11-01T05:30:00Z");

        assertThat(history.record(at("slo-probe-full", due), Event.VETOED, "")).isTrue();
        assertThat(pulse.of(full, NOW).state()).as("told then").isEqualTo(Pulse.State.NEVER);
        Instant byHand = due.plus(Duration.ofDays(3));
        assertThat(
                        history.record(
                                new ScheduleHistory.Entry(full.name(), byHand, Cause.MANUAL, null),
                                Event.COMPLETED,
                                ""))
                .isTrue();
        assertThat(pulse.of(full, NOW)).isEqualTo(new Pulse.Beat(Pulse.State.ALIVE, byHand, null));
        assertThat(states.pause(full.name(), "olivia", NOW)).isTrue();
        assertThat(pulse.of(full, NOW)).isEqualTo(new Pulse.Beat(Pulse.State.PAUSED, byHand, null));
    }

    private static ScheduleHistory.Entry at(String schedule, Instant due) {
        return new ScheduleHistory.Entry(schedule, due, Cause.CRON, null);
    }

    @Test
    void aScheduleThatIsAtWorkForTooLongIsRed() {
        Schedules table = new Schedules(List.of(ScheduleFile.shipped().show("inbox-import")));
        ScheduleHistory history = new ScheduleHistory(jdbc);
        Servers servers = new Servers(jdbc);
        var _ = servers.enter(true);
        assertThat(history.claim(inbox(12, "acme"), false)).isPresent();
        jdbc.sql("UPDATE ns_schedule_history SET recorded_at = :at")
                .param("at", NOW.minus(Duration.ofHours(7)).atOffset(ZoneOffset.UTC))
                .update();

        ReviewLine line =
                new SchedulesLine(table, history, new ScheduleStates(jdbc), servers, NOW).get();

        assertThat(line.found()).isEqualTo("inbox-import at work for longer than PT6H");
        assertThat(line.light()).isEqualTo(Light.RED);
    }

    private static ScheduleHistory.Entry inbox(int hoursAgo, @Nullable String company) {
        return new ScheduleHistory.Entry(
                "inbox-import", NOW.minus(Duration.ofHours(hoursAgo)), Cause.CRON, company);
    }

    @Test
    void whenNobodyServesItIsSaidSinceWhenAndOnlySomeOfWhatIsLateIsNamed() {
        Schedules table = ScheduleFile.shipped();
        ScheduleStates states = new ScheduleStates(jdbc);
        for (Schedule schedule : table.enabled()) {
            states.known(schedule.name(), NOW.minus(Duration.ofDays(2)));
        }
        jdbc.sql("UPDATE ns_schedule_served SET served_until = :at")
                .param("at", NOW.minus(Duration.ofHours(9)).atOffset(ZoneOffset.UTC))
                .update();

        ReviewLine line =
                new SchedulesLine(table, new ScheduleHistory(jdbc), states, new Servers(jdbc), NOW)
                        .get();

        assertThat(line.light()).isEqualTo(Light.RED);
        assertThat(line.todo()).isEqualTo("nightshift serve");
        assertThat(line.found())
                .startsWith("nobody serves since 2026-11-21T03:00:00Z (9 h ago), ")
                .containsPattern("([^ ]+ late since [^,]+, ){3}[0-9]+ more late");
    }
}
