package dev.nightshift.alerts.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.QuietHours;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class StepTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T02:00:00Z");
    private static final Contact AWAKE =
            new Contact(
                    "ops",
                    List.of("*"),
                    Map.of(ChannelKind.SMS, "+15550100", ChannelKind.VOICE, "+15550100"),
                    Optional.empty());
    private static final Contact ASLEEP =
            new Contact(
                    "day",
                    List.of("*"),
                    Map.of(ChannelKind.SMS, "+15550101"),
                    Optional.of(
                            new QuietHours(
                                    LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("UTC"))));

    private static Document alert(Severity severity, int level) {
        return new Document("severity", severity.name())
                .append(
                        "escalation",
                        new Document("level", level).append("startedAt", Date.from(BEGIN)));
    }

    private static List<Long> minutes(Severity severity) {
        List<Long> at = new ArrayList<>();
        for (int level = 1; Timetable.at(severity, level).isPresent(); level++) {
            at.add(Timetable.at(severity, level).orElseThrow().toMinutes());
        }
        return at;
    }

    @Test
    void theTimesAreThoseOfTheTable() {
        assertThat(minutes(Severity.CRITICAL))
                .startsWith(0L, 30L, 60L, 90L, 105L, 120L)
                .hasSize(20);
        assertThat(minutes(Severity.WARNING)).containsExactly(0L, 60L, 120L, 180L);
        assertThat(minutes(Severity.INFO)).isEmpty();
    }

    @Test
    void aCallComesWithTheFourthLevelOfACriticalAlertOnly() {
        Instant late = BEGIN.plus(Duration.ofMinutes(90));
        assertThat(
                        Step.of(alert(Severity.CRITICAL, 2), List.of(AWAKE), Optional.empty(), late)
                                .sendings())
                .extracting(Step.Sending::channel)
                .containsExactly(ChannelKind.SMS);
        assertThat(
                        Step.of(alert(Severity.CRITICAL, 3), List.of(AWAKE), Optional.empty(), late)
                                .sendings())
                .extracting(Step.Sending::channel)
                .containsExactly(ChannelKind.SMS, ChannelKind.VOICE);
    }

    @Test
    void aWarningWaitsForTheMorningAndACriticalDoesNot() {
        Step warning =
                Step.of(alert(Severity.WARNING, 0), List.of(ASLEEP), Optional.empty(), BEGIN);
        assertThat(warning.sendings()).isEmpty();
        assertThat(warning.level()).isZero();
        assertThat(warning.nextAt()).contains(Instant.parse("2026-03-01T07:00:00Z"));

        assertThat(
                        Step.of(
                                        alert(Severity.CRITICAL, 0),
                                        List.of(ASLEEP),
                                        Optional.empty(),
                                        BEGIN)
                                .sendings())
                .hasSize(1);
    }

    @Test
    void whoTookItIsLeftAlone() {
        Document taken = alert(Severity.CRITICAL, 1).append("ack", new Document("by", "alice"));

        assertThat(Step.of(taken, List.of(AWAKE), Optional.empty(), BEGIN))
                .isEqualTo(
                        new Step(
                                1,
                                List.of(),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void aMaintenanceWindowPutsItOffToItsEnd() {
        Instant end = BEGIN.plus(Duration.ofHours(5));

        assertThat(Step.of(alert(Severity.CRITICAL, 0), List.of(AWAKE), Optional.of(end), BEGIN))
                .isEqualTo(
                        new Step(
                                0,
                                List.of(),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                Optional.of(end)));
    }

    @Test
    void aWindowCoversItsCodeAndNoOther() {
        Date until = Date.from(BEGIN);
        List<Document> windows = List.of(new Document("code", "A_B_C").append("until", until));

        assertThat(Mutes.end(windows, "A_B_C")).contains(BEGIN);
        assertThat(Mutes.end(windows, "A_B_C_D")).isEmpty();
    }

    private static final Instant EVENING = Instant.parse("2026-03-01T23:00:00Z");

    /** Plays passes a minute apart, each told what the one before decided. */
    private static List<String> played(Severity severity, List<Contact> contacts, Duration time) {
        Document alert = alert(severity, 0);
        Document escalation = alert.get("escalation", Document.class);
        escalation.put("startedAt", Date.from(EVENING));
        escalation.put("nextAt", Date.from(EVENING));
        List<String> told = new ArrayList<>();
        for (Instant now = EVENING;
                now.isBefore(EVENING.plus(time));
                now = now.plus(Duration.ofMinutes(1))) {
            Date next = escalation.getDate("nextAt");
            if (next == null || next.toInstant().isAfter(now)) {
                continue;
            }
            Step step = Step.of(alert, contacts, Optional.empty(), now);
            long minute = Duration.between(EVENING, now).toMinutes();
            step.sendings()
                    .forEach(
                            one ->
                                    told.add(
                                            minute
                                                    + " "
                                                    + one.contact().name()
                                                    + " "
                                                    + one.channel().wire()));
            step.digests().forEach(one -> told.add(minute + " " + one.name() + " digest"));
            escalation.put("level", step.level());
            escalation.put("waiting", step.waiting());
            escalation.put("levelAt", step.levelAt().map(Date::from).orElse(null));
            escalation.put("nextAt", step.nextAt().map(Date::from).orElse(null));
        }
        return told;
    }

    @Test
    void aCriticalIsToldTwentyTimesAtTheTablesMinutesWithACallFromTheFourth() {
        List<String> told = played(Severity.CRITICAL, List.of(AWAKE), Duration.ofDays(2));

        assertThat(told)
                .filteredOn(line -> line.endsWith("sms"))
                .extracting(line -> Long.valueOf(line.split(" ")[0]))
                .hasSize(20)
                .startsWith(0L, 30L, 60L, 90L, 105L, 120L, 135L)
                .endsWith(330L);
        assertThat(told)
                .filteredOn(line -> line.endsWith("voice"))
                .extracting(line -> Long.valueOf(line.split(" ")[0]))
                .hasSize(17)
                .startsWith(90L, 105L, 120L);
    }

    @Test
    void aWarningIsToldFourTimesAndAnInfoNever() {
        assertThat(played(Severity.WARNING, List.of(AWAKE), Duration.ofDays(2)))
                .containsExactly("0 ops sms", "60 ops sms", "120 ops sms", "180 ops sms");
        assertThat(played(Severity.INFO, List.of(AWAKE), Duration.ofDays(2))).isEmpty();
    }

    @Test
    void whoSleepsHasItInTheMorningAfterTheOthersHadItAll() {
        assertThat(played(Severity.WARNING, List.of(AWAKE, ASLEEP), Duration.ofDays(2)))
                .containsExactly(
                        "0 ops sms", "60 ops sms", "120 ops sms", "180 ops sms", "480 day digest");
    }

    @Test
    void whenEverybodySleepsTheLevelsBeginInTheMorning() {
        assertThat(played(Severity.WARNING, List.of(ASLEEP), Duration.ofDays(1)))
                .containsExactly("480 day digest", "540 day sms", "600 day sms", "660 day sms");
    }

    @Test
    void aStepThatComesLateKeepsThePauseOfTheTable() {
        Instant late = BEGIN.plus(Duration.ofHours(9));
        Step step = Step.of(alert(Severity.CRITICAL, 1), List.of(AWAKE), Optional.empty(), late);

        assertThat(step.level()).isEqualTo(2);
        assertThat(step.nextAt()).contains(late.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aContactHasOnlyTheSeveritiesItTakes() {
        Contact critical =
                new Contact(
                        "crit",
                        List.of("*"),
                        java.util.Set.of(Severity.CRITICAL),
                        Map.of(ChannelKind.SMS, "+15550100"),
                        Optional.empty());

        assertThat(
                        Step.of(
                                        alert(Severity.WARNING, 0),
                                        List.of(critical),
                                        Optional.empty(),
                                        BEGIN)
                                .sendings())
                .isEmpty();
    }
}
