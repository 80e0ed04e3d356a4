package dev.nightshift.alerts.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.QuietHours;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A night's warnings are one message in the morning. */
@Timeout(120)
class DigestsIT extends EscalationFixture {
    private static final Alert NOTES = Alert.of("NOTES_SAVE_DB_ERROR", Severity.WARNING, "notes");
    private static final Alert LOAD = Alert.of("OVERVIEW_LOAD_DB_ERROR", Severity.WARNING, "load");

    private ContactBook sleeper() {
        return book(
                hook(
                        "ops",
                        Optional.of(
                                new QuietHours(
                                        LocalTime.of(22, 0),
                                        LocalTime.of(7, 0),
                                        ZoneId.of("Europe/Berlin")))));
    }

    @Test
    void theWarningsOfTheNightTheClocksChangeAreOneMessageAtSeven() throws InterruptedException {
        // In Berlin it is 00:30; at two o'clock it becomes three.
        now = Instant.parse("2026-03-28T23:30:00Z");
        tell("a1", NOTES);
        tell("a1", LOAD);
        tell("a2", NOTES);
        tell("a2", Alert.of("NOTES_CREATE_VALIDATION_FAILED", Severity.WARNING, "taken"));
        assertThat(pass(sleeper(), "a1", "a2").sent()).isZero();
        Document taken =
                alerts.store()
                        .list(
                                context("a2"),
                                new Document("code", "NOTES_CREATE_VALIDATION_FAILED"),
                                1)
                        .getFirst();
        alerts.decisions().ack(context("a2"), taken.getString("_id"));

        now = Instant.parse("2026-03-29T04:59:00Z");
        assertThat(pass(sleeper(), "a1", "a2").sent()).isZero();
        now = Instant.parse("2026-03-29T05:00:00Z");
        assertThat(pass(sleeper(), "a1", "a2").sent()).isEqualTo(1);

        assertThat(posted("/hook"))
                .singleElement()
                .asString()
                .contains(
                        "DIGEST",
                        "a1  NOTES_SAVE_DB_ERROR  1",
                        "a1  OVERVIEW_LOAD_DB_ERROR  1",
                        "a2  NOTES_SAVE_DB_ERROR  1")
                .doesNotContain("NOTES_CREATE");
        assertThat(alert("a1").getList("deliveries", Document.class).getLast())
                .containsEntry("by", "digest")
                .containsEntry("outcome", "sent");
    }

    @Test
    void aCriticalWakesPeople() throws InterruptedException {
        now = Instant.parse("2026-03-28T23:30:00Z");
        tell("a1", Alert.of("NOTES_SAVE_DB_ERROR", Severity.CRITICAL, "gone"));

        assertThat(pass(sleeper(), "a1").sent()).isEqualTo(1);
    }

    @Test
    void aDigestThatIsNotTakenIsSentAgain() throws InterruptedException {
        now = Instant.parse("2026-03-28T23:30:00Z");
        tell("a1", NOTES);
        pass(sleeper(), "a1");
        now = Instant.parse("2026-03-29T05:00:00Z");
        answers(500);
        assertThat(pass(sleeper(), "a1").failed()).isEqualTo(1);
        answers(202);
        later(Duration.ofMinutes(1));
        assertThat(pass(sleeper(), "a1").sent()).isEqualTo(1);
        assertThat(posted("/hook").getLast()).contains("DIGEST");
        later(Duration.ofMinutes(1));
        assertThat(pass(sleeper(), "a1").sent()).isZero();
    }

    @Test
    void eachContactHasItsOwnMorning() throws InterruptedException {
        now = Instant.parse("2026-03-01T03:00:00Z");
        ContactBook book =
                book(
                        hook(
                                "berlin",
                                Optional.of(
                                        new QuietHours(
                                                LocalTime.of(22, 0),
                                                LocalTime.of(7, 0),
                                                ZoneId.of("Europe/Berlin")))),
                        hook(
                                "boston",
                                Optional.of(
                                        new QuietHours(
                                                LocalTime.of(21, 0),
                                                LocalTime.of(6, 30),
                                                ZoneId.of("America/New_York")))));
        tell("a1", NOTES);
        pass(book, "a1");
        now = Instant.parse("2026-03-01T06:00:00Z");
        pass(book, "a1");
        assertThat(posted("/hook/berlin")).hasSize(1);
        assertThat(posted("/hook/boston")).isEmpty();
        for (String time : List.of("2026-03-01T07:00:00Z", "2026-03-01T08:00:00Z")) {
            now = Instant.parse(time);
            pass(book, "a1");
        }
        assertThat(posted("/hook/boston")).isEmpty();
        now = Instant.parse("2026-03-01T11:30:00Z");
        pass(book, "a1");
        assertThat(posted("/hook/boston")).singleElement().asString().contains("DIGEST");
    }
}
