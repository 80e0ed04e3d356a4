package dev.nightshift.alerts.channels;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Gateways;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every channel speaks its protocol to a server that knows it. */
class ChannelsIT {
    private static final Notice NOTICE =
            Notice.ofAlert(
                    "j1-0",
                    "demo",
                    "NOTES_SAVE_DB_ERROR",
                    Severity.CRITICAL,
                    "Notes cannot be saved.",
                    1,
                    3,
                    Notice.Action.TRIGGER);

    private final WireMockServer http =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private final List<ChannelKind> opened = new ArrayList<>();
    private final List<ChannelKind> closed = new ArrayList<>();
    private Channels channels = new Channels(Gateways.none(), opened::add, closed::add);

    @BeforeEach
    void open() {
        http.start();
        http.stubFor(post(anyUrl()).willReturn(status(202)));
        mail.start();
        channels =
                new Channels(
                        new Gateways(
                                Optional.of(
                                        new Gateways.Smtp(
                                                "127.0.0.1",
                                                mail.getSmtp().getPort(),
                                                "night@shift.example",
                                                "",
                                                "",
                                                false)),
                                Optional.of(
                                        new Gateways.Twilio(
                                                URI.create(http.baseUrl()), "AC1", "t", "+1555")),
                                URI.create(http.baseUrl() + "/v2/enqueue")),
                        opened::add,
                        closed::add);
    }

    @AfterEach
    void close() {
        http.stop();
        mail.stop();
    }

    @Test
    void eMailArrives() throws Exception {
        channels.send(ChannelKind.EMAIL, NOTICE, "ops@shift.example");

        assertThat(mail.waitForIncomingEmail(5_000, 1)).isTrue();
        assertThat(mail.getReceivedMessages()[0].getSubject())
                .isEqualTo("[CRITICAL] NOTES_SAVE_DB_ERROR (demo)");
    }

    @Test
    void textsAndCallsArePosted() throws Exception {
        channels.send(ChannelKind.SMS, NOTICE, "+15550100");
        channels.send(ChannelKind.VOICE, NOTICE, "+15550100");

        http.verify(
                postRequestedFor(urlEqualTo("/2010-04-01/Accounts/AC1/Messages.json"))
                        .withRequestBody(containing("To=%2B15550100"))
                        .withRequestBody(containing("Body=")));
        http.verify(
                postRequestedFor(urlEqualTo("/2010-04-01/Accounts/AC1/Calls.json"))
                        .withRequestBody(containing("Twiml=")));
    }

    @Test
    void pagerDutyAndWebhooksGetJson() throws Exception {
        channels.send(ChannelKind.PAGERDUTY, NOTICE, "key");
        channels.send(ChannelKind.WEBHOOK, NOTICE, http.baseUrl() + "/hook");

        http.verify(
                postRequestedFor(urlEqualTo("/v2/enqueue"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"routing_key\":\"key\",\"event_action\":\"trigger\","
                                                + "\"dedup_key\":\"j1-0\"}",
                                        true,
                                        true)));
        http.verify(
                postRequestedFor(urlEqualTo("/hook"))
                        .withRequestBody(containing("NOTES_SAVE_DB_ERROR")));
    }

    @Test
    void nineFailuresAreNoReasonToRestAndTenOfAQuietTenantAre() {
        http.stubFor(post(anyUrl()).willReturn(status(500)));
        for (int i = 0; i < 9; i++) {
            assertThatThrownBy(() -> channels.send(ChannelKind.SMS, NOTICE, "+15550100"))
                    .isInstanceOf(DeliveryFailed.class);
        }
        assertThat(opened).isEmpty();

        assertThatThrownBy(() -> channels.send(ChannelKind.SMS, NOTICE, "+15550100"))
                .isInstanceOf(DeliveryFailed.class);
        assertThat(opened).containsExactly(ChannelKind.SMS);
        assertThat(closed).isEmpty();
    }

    @Test
    void aDigestIsOneTextWithItsLines() throws Exception {
        channels.send(
                ChannelKind.SMS,
                new Notice(
                        "d1",
                        "demo",
                        2,
                        "DIGEST",
                        Severity.WARNING,
                        "what waited",
                        1,
                        3,
                        Notice.Action.TRIGGER,
                        Notice.Kind.DIGEST,
                        List.of("demo  A_B_C  2", "acme  A_B_C  1")),
                "+15550100");

        http.verify(
                postRequestedFor(urlEqualTo("/2010-04-01/Accounts/AC1/Messages.json"))
                        .withRequestBody(containing("3+alerts+waited"))
                        .withRequestBody(containing("acme++A_B_C++1")));
    }

    @Test
    void aChannelThatFailsTenTimesRestsAndTheOthersDoNot() throws Exception {
        http.stubFor(post(anyUrl()).willReturn(status(500)));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> channels.send(ChannelKind.SMS, NOTICE, "+15550100"))
                    .isInstanceOf(DeliveryFailed.class)
                    .hasMessage("the provider answered 500");
        }

        assertThatThrownBy(() -> channels.send(ChannelKind.SMS, NOTICE, "+15550100"))
                .hasMessageContaining("rests a moment");
        assertThat(opened).containsExactly(ChannelKind.SMS);
        channels.send(ChannelKind.DRY, NOTICE, "dry");
        channels.send(ChannelKind.EMAIL, NOTICE, "ops@shift.example");
    }

    @Test
    void anAddressThatCannotBePostedToIsAFailedDeliveryThatDoesNotRepeatIt() {
        assertThatThrownBy(
                        () ->
                                channels.send(
                                        ChannelKind.WEBHOOK,
                                        NOTICE,
                                        "https://hook.example/T0/SECRET|"))
                .isInstanceOf(DeliveryFailed.class)
                .hasMessage("webhook failed (IllegalArgumentException)");
    }
}
