package dev.nightshift.alerts.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.store.Dependency;
import dev.nightshift.alerts.store.ServiceAlerts;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is one piece of news is told once. */
@Timeout(120)
class GroupsIT extends EscalationFixture {
    private static final Alert ALERT =
            Alert.of("NOTES_SAVE_DB_ERROR", Severity.CRITICAL, "cannot save");
    private static final String[] ALL = {"a1", "a2", "a3", "a4"};

    private ContactBook hook() {
        return book(hook("ops", Optional.empty()));
    }

    private Document group() {
        return alerts.service().list(false, 0).getFirst();
    }

    @Test
    void theSameCodeInThreeCompaniesOfOnePassIsOneNotice() throws InterruptedException {
        for (String company : List.of("a1", "a2", "a3")) {
            tell(company, ALERT);
        }

        assertThat(pass(hook(), ALL)).isEqualTo(new Escalations.Outcome(3, 1, 0));

        assertThat(posted("/hook"))
                .singleElement()
                .asString()
                .contains("\"companies\":3", "GROUP", "a1, a2, a3");
        assertThat(group()).containsEntry("members", 3).containsEntry("kind", "STORM");
        assertThat(alert("a2")).containsEntry("groupId", group().getString("_id"));
    }

    @Test
    void aStormIsSeenOverSeveralPassesAndWhoeverJoinsIsNotToldAgain() throws InterruptedException {
        for (String company : List.of("a1", "a2")) {
            tell(company, ALERT);
            assertThat(pass(hook(), ALL).sent()).isEqualTo(1);
            later(Duration.ofMinutes(2));
        }
        tell("a3", ALERT);
        assertThat(pass(hook(), ALL).sent()).isEqualTo(1);
        later(Duration.ofMinutes(2));
        tell("a4", ALERT);
        assertThat(pass(hook(), ALL)).isEqualTo(new Escalations.Outcome(1, 0, 0));

        assertThat(group()).containsEntry("members", 4);
        for (String company : ALL) {
            assertThat(alert(company)).containsEntry("groupId", group().getString("_id"));
        }
    }

    @Test
    void threeCompaniesFarApartAreNoStorm() throws InterruptedException {
        for (String company : List.of("a1", "a2", "a3")) {
            tell(company, Alert.of("NOTES_SAVE_DB_ERROR", Severity.WARNING, "cannot save"));
            assertThat(pass(hook(), ALL).sent()).isEqualTo(1);
            later(Duration.ofMinutes(16));
        }

        assertThat(alerts.service().list(false, 0)).isEmpty();
    }

    @Test
    void theNextLevelOfAStormIsOneNoticeToo() throws InterruptedException {
        for (String company : List.of("a1", "a2", "a3")) {
            tell(company, ALERT);
        }
        pass(hook(), ALL);
        later(Duration.ofMinutes(30));

        assertThat(pass(hook(), ALL)).isEqualTo(new Escalations.Outcome(3, 1, 0));
        assertThat(posted("/hook")).hasSize(2);
    }

    @Test
    void aNoticeThatFailsIsTriedAgain() throws InterruptedException {
        for (String company : List.of("a1", "a2", "a3")) {
            tell(company, ALERT);
        }
        answers(500);
        assertThat(pass(hook(), ALL)).isEqualTo(new Escalations.Outcome(3, 0, 1));
        answers(202);
        later(Duration.ofMinutes(1));
        assertThat(pass(hook(), ALL)).isEqualTo(new Escalations.Outcome(3, 1, 0));
    }

    @Test
    void takingAGroupTakesItsMembersAndItsIncident() throws InterruptedException {
        ContactBook pagerduty = book(contact("pd", ChannelKind.PAGERDUTY, "key"));
        for (String company : List.of("a1", "a2", "a3")) {
            tell(company, ALERT);
        }
        pass(pagerduty, ALL);
        String id = group().getString("_id");

        alerts.groupDecisions().ack(PLATFORM, id);
        later(Duration.ofHours(1));
        pass(pagerduty, ALL);

        for (String company : List.of("a1", "a2", "a3")) {
            assertThat(alert(company).get("ack", Document.class)).containsEntry("by", "alice");
        }
        assertThat(posted("/pagerduty"))
                .hasSize(2)
                .allMatch(event -> event.contains(id))
                .last()
                .asString()
                .contains("acknowledge");

        for (String company : List.of("a1", "a2", "a3")) {
            alerts.decisions().resolve(context(company), alert(company).getString("_id"));
        }
        pass(pagerduty, ALL);
        later(Duration.ofMinutes(1));
        pass(pagerduty, ALL);
        assertThat(group().get("resolution", Document.class)).containsEntry("by", "nightshift");
        assertThat(posted("/pagerduty")).hasSize(3).last().asString().contains("resolve");
    }

    @Test
    void whatFollowsFromAServerThatIsAwayIsOneNotice() throws InterruptedException {
        tell("a1", ALERT.withMeta(Map.of("failureCode", "REDIS_UNAVAILABLE")));
        tell(
                "a2",
                Alert.of("OVERVIEW_LOAD_DB_ERROR", Severity.WARNING, "nothing to show")
                        .withMeta(Map.of("dependency", "redis")));
        tell("a2", Alert.of("NOTES_CREATE_VALIDATION_FAILED", Severity.WARNING, "own trouble"));

        assertThat(pass(hook(), ALL)).isEqualTo(new Escalations.Outcome(3, 2, 0));
        assertThat(group())
                .containsEntry("kind", "DEPENDENCY")
                .containsEntry("members", 2)
                .containsEntry("severity", "CRITICAL")
                .containsEntry("message", "Redis is away. 2 alerts follow from it.");
        assertThat(posted("/hook"))
                .filteredOn(notice -> notice.contains("Redis is away. 2 alerts follow from it."))
                .hasSize(1);
    }

    @Test
    void aMemberThatIsMutedIsNotCounted() throws InterruptedException {
        alerts.mutes().add(context("a1"), "*", now.plus(Duration.ofHours(1)));
        for (String company : List.of("a1", "a2", "a3")) {
            tell(company, ALERT);
        }

        assertThat(pass(hook(), ALL)).isEqualTo(new Escalations.Outcome(3, 2, 0));
        assertThat(alerts.service().list(false, 0)).isEmpty();
    }

    @Test
    void aChannelThatRestsIsTakenDownWithoutIt() throws InterruptedException {
        answers(500);
        Escalations escalations = alerts.escalations(hook());
        tell("a1", ALERT);
        for (int i = 0; i < 10; i++) {
            escalations.pass(List.of(context("a1")));
            later(Duration.ofMinutes(1));
        }

        assertThat(group())
                .containsEntry("kind", "CHANNEL")
                .containsEntry("code", "NIGHTSHIFT_ALERTS_CHANNEL_RESTS");
        assertThat(posted("/hook")).noneMatch(body -> body.contains("CHANNEL_RESTS"));
        assertThat(alerts.service().totals().get("channel", Document.class))
                .containsEntry("open", 1L);
    }

    @Test
    void aServerThatAnswersAgainIsNotAwayAnyMore() {
        Document away =
                alerts.service()
                        .happened(
                                ServiceAlerts.Kind.DEPENDENCY,
                                Dependency.REDIS.key(),
                                Groups.away(Dependency.REDIS));
        assertThat(
                        alerts.service()
                                .change(away.getString("_id"), new Document("away", true), false))
                .isTrue();

        pass(hook(), ALL);

        assertThat(group().get("resolution", Document.class)).containsEntry("by", "nightshift");
        later(Duration.ofDays(91));
        pass(hook(), ALL);
        assertThat(alerts.service().list(false, 0)).isEmpty();
    }

    @Test
    void aGroupThatBeginsAfterOlderOnesWereDeletedIsItsOwn() {
        for (int number = 0; number < 4; number++) {
            Document begun =
                    alerts.service()
                            .happened(
                                    ServiceAlerts.Kind.DEPENDENCY,
                                    Dependency.REDIS.key(),
                                    Groups.away(Dependency.REDIS));
            assertThat(begun).containsEntry("occurrences", 1L);
            assertThat(alerts.service().end(begun, alerts.service().byService("test"))).isTrue();
            later(Duration.ofDays(50));
            alerts.service().deleteOld();
        }

        assertThat(alerts.service().list(false, 0)).hasSize(1);
    }

    @Test
    void aSnoozedGroupTellsAgainWhenTheTimeIsOver() throws InterruptedException {
        for (String company : List.of("a1", "a2", "a3")) {
            tell(company, ALERT);
        }
        pass(hook(), ALL);
        alerts.groupDecisions()
                .snooze(PLATFORM, group().getString("_id"), now.plus(Duration.ofHours(2)));
        later(Duration.ofMinutes(119));
        assertThat(pass(hook(), ALL).alerts()).isZero();
        later(Duration.ofMinutes(1));
        assertThat(pass(hook(), ALL)).isEqualTo(new Escalations.Outcome(3, 1, 0));
    }

    @Test
    void nobodyIsToldOfCompaniesThatAreNotTheirs() throws InterruptedException {
        ContactBook book =
                book(
                        of("north", ChannelKind.WEBHOOK),
                        of("south", ChannelKind.PAGERDUTY),
                        hook("ops", Optional.empty()));
        for (String company : List.of("north", "south", "west")) {
            tell(company, Alert.of("NOTES_SAVE_DB_ERROR", Severity.CRITICAL, "text of " + company));
        }

        pass(book, "north", "south", "west");

        assertThat(posted("/hook/north"))
                .singleElement()
                .asString()
                .contains(
                        "\"companies\":1", "\"occurrences\":1", "companies: north", "text of north")
                .doesNotContain("south", "west");
        assertThat(posted("/pagerduty"))
                .singleElement()
                .asString()
                .contains("text of south")
                .doesNotContain("north", "west");
        assertThat(posted("/hook/ops"))
                .singleElement()
                .asString()
                .contains("companies: north, south, west", "\"occurrences\":3");

        alerts.groupDecisions().ack(PLATFORM, group().getString("_id"));
        pass(book, "north", "south", "west");

        assertThat(posted("/pagerduty"))
                .hasSize(2)
                .last()
                .asString()
                .contains("acknowledge")
                .doesNotContain("north", "west");
    }

    @Test
    void ofAServerThatIsAwayNobodyHearsHowManyOthersSuffer() throws InterruptedException {
        ContactBook book = book(of("north", ChannelKind.WEBHOOK));
        for (String company : List.of("north", "south", "west")) {
            tell(company, ALERT.withMeta(Map.of("failureCode", "REDIS_UNAVAILABLE")));
        }

        pass(book, "north", "south", "west");

        assertThat(posted("/hook/north"))
                .singleElement()
                .asString()
                .contains("Redis is away. 1 alert follows from it.", "\"companies\":1")
                .doesNotContain("south", "west");
    }

    /** A contact of one company only. */
    private Contact of(String company, ChannelKind channel) {
        return new Contact(
                company,
                List.of(company),
                Map.of(channel, http.baseUrl() + "/hook/" + company),
                Optional.empty());
    }
}
