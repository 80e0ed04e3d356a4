package dev.nightshift.alerts.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.ContactBook;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;

/** Systems that keep incidents learn what was decided, sooner or later. */
@Timeout(120)
class FollowUpsIT extends EscalationFixture {
    private static final Alert ALERT =
            Alert.of("NOTES_SAVE_DB_ERROR", Severity.CRITICAL, "cannot save");

    private ContactBook twoServices() {
        return book(
                contact("first", ChannelKind.PAGERDUTY, "key-1"),
                contact("second", ChannelKind.PAGERDUTY, "key-2"));
    }

    private List<String> actions() {
        return posted("/pagerduty").stream()
                .map(Document::parse)
                .map(
                        event ->
                                event.getString("routing_key")
                                        + " "
                                        + event.getString("event_action")
                                        + " "
                                        + event.getString("dedup_key")
                                                .equals(alert("demo").getString("_id")))
                .toList();
    }

    @Test
    void whoeverWasTriggeredIsToldOfTheAckAndOfTheEnd() throws InterruptedException {
        tell("demo", ALERT);
        pass(twoServices(), "demo");
        String id = alert("demo").getString("_id");

        alerts.decisions().ack(context("demo"), id);
        alerts.escalations(twoServices()).follow(context("demo"), id);
        alerts.decisions().resolve(context("demo"), id);
        pass(twoServices(), "demo");
        later(Duration.ofHours(1));
        pass(twoServices(), "demo");

        assertThat(actions())
                .containsExactlyInAnyOrder(
                        "key-1 trigger true",
                        "key-2 trigger true",
                        "key-1 acknowledge true",
                        "key-2 acknowledge true",
                        "key-1 resolve true",
                        "key-2 resolve true");
    }

    @Test
    void aServiceThatIsAwayKeepsNobodyFromDecidingAndIsToldLater() throws InterruptedException {
        tell("demo", ALERT);
        pass(twoServices(), "demo");
        String id = alert("demo").getString("_id");
        answers(500);

        alerts.decisions().ack(context("demo"), id);
        alerts.escalations(twoServices()).follow(context("demo"), id);

        assertThat(alert("demo").get("ack")).isNotNull();
        assertThat(alert("demo").getList("deliveries", Document.class))
                .filteredOn(one -> "acknowledge".equals(one.getString("action")))
                .hasSize(2)
                .allMatch(one -> one.getString("outcome").equals("the provider answered 500"));
        assertThat(pass(twoServices(), "demo").failed()).isZero();

        answers(202);
        later(Duration.ofMinutes(1));
        assertThat(pass(twoServices(), "demo").sent()).isEqualTo(2);
        later(Duration.ofMinutes(30));
        assertThat(pass(twoServices(), "demo").sent()).isZero();
        assertThat(alert("demo").get("followUp")).isNull();
    }

    @Test
    void itIsGivenUpAfterADay() throws InterruptedException {
        tell("demo", ALERT);
        pass(twoServices(), "demo");
        alerts.decisions().resolve(context("demo"), alert("demo").getString("_id"));
        answers(500);
        pass(twoServices(), "demo");
        later(Duration.ofDays(2));
        assertThat(pass(twoServices(), "demo").failed()).isEqualTo(2);
        later(Duration.ofDays(2));
        assertThat(pass(twoServices(), "demo").failed()).isZero();
    }

    @Test
    void whatWasNeverTriggeredIsNotToldOfADecision() throws InterruptedException {
        tell("demo", ALERT);
        alerts.decisions().ack(context("demo"), alert("demo").getString("_id"));
        alerts.escalations(twoServices()).follow(context("demo"), alert("demo").getString("_id"));

        assertThat(posted("/pagerduty")).isEmpty();
    }

    @Test
    void anAlertThatGetsWorseAfterTheAckIsTriggeredAgain() throws InterruptedException {
        tell("demo", Alert.of("NOTES_SAVE_DB_ERROR", Severity.WARNING, "slow"));
        pass(twoServices(), "demo");
        answers(500);
        alerts.decisions().ack(context("demo"), alert("demo").getString("_id"));
        answers(202);
        tell("demo", ALERT);
        pass(twoServices(), "demo");

        assertThat(actions())
                .containsExactlyInAnyOrder(
                        "key-1 trigger true",
                        "key-2 trigger true",
                        "key-1 trigger true",
                        "key-2 trigger true");
    }

    @Test
    void aRecoveryEndsWhatIsOpenAndTheIncidentToo() throws InterruptedException {
        Alert failed =
                Alert.of("NIGHTSHIFT_CSV_IMPORT_RUN_FAILED", Severity.WARNING, "run 7 failed");
        tell("demo", failed);
        pass(twoServices(), "demo");
        later(Duration.ofMinutes(2));
        alerts.sendAlert(
                context("demo"),
                Alert.of("NIGHTSHIFT_CSV_IMPORT_RUN_OK", Severity.INFO, "run 8 is done")
                        .withResolves("NIGHTSHIFT_CSV_IMPORT_RUN_FAILED"));
        assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();

        Document over =
                alerts.store()
                        .list(
                                context("demo"),
                                new Document("code", "NIGHTSHIFT_CSV_IMPORT_RUN_FAILED"),
                                1)
                        .getFirst();
        assertThat(over.get("resolution", Document.class))
                .containsEntry("by", "nightshift")
                .containsEntry("reason", "run 8 is done");
        later(Duration.ofHours(2));
        assertThat(pass(twoServices(), "demo").sent()).isEqualTo(2);
        assertThat(posted("/pagerduty")).filteredOn(event -> event.contains("resolve")).hasSize(2);
    }

    @Test
    void whatFailsAgainBehindARecoveryStaysOpen() throws InterruptedException {
        Alert failed = Alert.of("NIGHTSHIFT_CSV_IMPORT_RUN_FAILED", Severity.WARNING, "run failed");
        Alert ok =
                Alert.of("NIGHTSHIFT_CSV_IMPORT_RUN_OK", Severity.INFO, "run is done")
                        .withResolves("NIGHTSHIFT_CSV_IMPORT_RUN_FAILED");
        alerts.sendAlert(context("demo"), failed.withTime(now));
        alerts.sendAlert(context("demo"), ok.withTime(now.plusSeconds(1)));
        alerts.sendAlert(context("demo"), failed.withTime(now.plusSeconds(2)));
        assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();

        assertThat(pass(twoServices(), "demo").sent()).isEqualTo(2);
    }

    @Test
    void aRecoveryOfAnotherPlaceEndsNothing() throws InterruptedException {
        tell(
                "demo",
                Alert.of("NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RED", Severity.WARNING, "red")
                        .withPlace("NOTES", "EDITOR.SAVE"));
        tell(
                "demo",
                Alert.of("NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RECOVERED", Severity.INFO, "back")
                        .withPlace("NOTES", "EDITOR.CREATE")
                        .withResolves("NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RED"));

        assertThat(pass(twoServices(), "demo").sent()).isEqualTo(2);
    }
}
