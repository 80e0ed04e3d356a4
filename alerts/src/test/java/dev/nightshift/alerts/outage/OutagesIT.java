package dev.nightshift.alerts.outage;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.emit.Keys;
import dev.nightshift.alerts.escalation.Escalations;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.Gateways;
import dev.nightshift.platform.mongo.MongoOptions;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MongoDB goes away while things fail, and comes back. */
@Timeout(120)
class OutagesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final MongoOptions IMPATIENT =
            new MongoOptions(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    8,
                    1,
                    Duration.ofMillis(10),
                    Duration.ofMillis(10),
                    Duration.ofSeconds(15));

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final URI uri = URI.create(stack.endpoints().mongodbUri());
    private final TcpProxy proxy = proxy();
    private final MongoStores mongo =
            MongoStores.open(
                    uri.toString()
                            .replace(
                                    uri.getHost() + ":" + uri.getPort(),
                                    "127.0.0.1:" + proxy.port()),
                    IMPATIENT);
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private int port;
    private volatile Instant now = Instant.parse("2026-03-01T02:00:00Z");

    private TcpProxy proxy() {
        try {
            return new TcpProxy(uri.getPort());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() {
        mail.start();
        port = mail.getSmtp().getPort();
    }

    @AfterEach
    void close() {
        mail.stop();
        redis.close();
        mongo.close();
        proxy.close();
    }

    private ContactBook book() {
        return new ContactBook(
                new Gateways(
                        Optional.of(
                                new Gateways.Smtp(
                                        "127.0.0.1", port, "night@shift.example", "", "", false)),
                        Optional.empty(),
                        Gateways.PAGERDUTY),
                List.of(
                        new Contact(
                                "ops",
                                List.of("*"),
                                Map.of(ChannelKind.EMAIL, "ops@shift.example"),
                                Optional.empty())),
                List.of());
    }

    private Alerts open() {
        return Alerts.open(
                stack.dataDir(),
                mongo,
                redis,
                () -> RegistryLoader.shipped().registry(),
                this::book,
                () -> now,
                sentence -> {});
    }

    /** What a later process, which has no alerts of its own, does about those that wait. */
    private Outages elsewhere() {
        return new Outages(
                Alerts.spool(stack.dataDir()),
                this::book,
                new Keys(() -> RegistryLoader.shipped().registry()),
                group -> {
                    throw new AssertionError("MongoDB is away");
                },
                () -> now);
    }

    private static TenantContext context(String company) {
        return new TenantContext(new CompanyId(company), "request-1", "test", "alice");
    }

    private static void raise(Alerts alerts, String... companies) {
        for (String company : companies) {
            alerts.sendAlert(
                    context(company),
                    Alert.of("NOTES_SAVE_DB_ERROR", Severity.CRITICAL, "cannot save"));
            alerts.sendAlert(
                    context(company),
                    Alert.of("OVERVIEW_LOAD_DB_ERROR", Severity.WARNING, "cannot load"));
            alerts.sendAlert(context(company), Alert.of("X_Y_Z_W", Severity.INFO, "by the way"));
        }
    }

    /** The first message with its headers, each on one line. */
    private String message() {
        return GreenMailUtil.getWholeMessage(mail.getReceivedMessages()[0])
                .replaceAll("\r?\n[ \t]", " ");
    }

    @Test
    void peopleAreToldOnceOfAllThatWaitsAndNotAgainWhenItIsRecorded() throws Exception {
        try (Alerts alerts = open()) {
            raise(alerts, "warm");
            assertThat(alerts.flush(SOON)).isTrue();
            proxy.down();
            raise(alerts, "a1", "a2");
            // Waits for the attempt that fails, and finds that it is too early to tell.
            assertThat(alerts.flush(Duration.ofMillis(1_500))).isFalse();
            assertThat(mail.getReceivedMessages()).isEmpty();

            now = now.plus(Duration.ofSeconds(31));
            assertThat(mail.waitForIncomingEmail(20_000, 1)).isTrue();
            assertThat(message())
                    .contains(
                            "Subject: [CRITICAL] NIGHTSHIFT_ALERTS_DEPENDENCY_MONGODB:"
                                    + " 4 alerts in 2 companies",
                            "MongoDB is away; 4 alerts wait.");
            assertThat(elsewhere().pass(true)).isEqualTo(new Outages.Outcome(4, 0, 0));

            proxy.up();
            assertThat(alerts.flush(SOON)).isTrue();
            Document alert =
                    alerts.store()
                            .list(context("a1"), new Document("code", "NOTES_SAVE_DB_ERROR"), 1)
                            .getFirst();
            assertThat(alert.get("escalation", Document.class)).containsEntry("level", 1);
            assertThat(alert.getList("deliveries", Document.class))
                    .singleElement()
                    .satisfies(
                            one ->
                                    assertThat(one)
                                            .containsEntry("contact", "ops")
                                            .containsEntry("outcome", "sent"));
            Document group = alerts.service().list(false, 0).getFirst();
            assertThat(group)
                    .containsEntry("members", 4)
                    .containsEntry("_id", alert.getString("groupId"));

            Escalations escalations = alerts.escalations(book());
            List<TenantContext> all = List.of(context("a1"), context("a2"));
            assertThat(escalations.pass(all)).isEqualTo(new Escalations.Outcome(0, 0, 0));
            now = now.plus(Duration.ofMinutes(30));
            assertThat(escalations.pass(all)).isEqualTo(new Escalations.Outcome(2, 1, 0));
            assertThat(Files.exists(Alerts.spool(stack.dataDir()).resolve("told.json"))).isFalse();
        }
    }

    @Test
    void aProcessThatComesAfterwardsTellsOfWhatADeadOneLeft() throws Exception {
        Alerts dead = open();
        raise(dead, "warm");
        assertThat(dead.flush(SOON)).isTrue();
        proxy.down();
        raise(dead, "a1");
        dead.close();
        assertThat(elsewhere().pass(true)).isEqualTo(new Outages.Outcome(2, 0, 0));

        now = now.plus(Duration.ofSeconds(31));
        assertThat(elsewhere().pass(true)).isEqualTo(new Outages.Outcome(2, 1, 0));
        assertThat(elsewhere().pass(true)).isEqualTo(new Outages.Outcome(2, 0, 0));

        now = now.plus(Duration.ofMinutes(30));
        assertThat(elsewhere().pass(true)).isEqualTo(new Outages.Outcome(2, 1, 0));
        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void whileNoChannelTakesItItIsTriedAgain() throws Exception {
        Alerts dead = open();
        proxy.down();
        raise(dead, "a1");
        dead.close();
        now = now.plus(Duration.ofSeconds(31));
        Outages outages = elsewhere();
        int listening = port;
        port = 1;
        assertThat(outages.pass(true)).isEqualTo(new Outages.Outcome(2, 0, 1));
        port = listening;
        assertThat(elsewhere().pass(true).sent()).isEqualTo(1);
    }
}
