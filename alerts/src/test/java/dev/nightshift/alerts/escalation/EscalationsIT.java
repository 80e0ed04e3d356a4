package dev.nightshift.alerts.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.Gateways;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Timeout(120)
class EscalationsIT {
    private static final TenantContext DEMO = context("demo");
    private static final String CODE = "NOTES_SAVE_DB_ERROR";
    private static final ContactBook BOOK =
            new ContactBook(
                    Gateways.none(),
                    List.of(
                            new Contact(
                                    "ops",
                                    List.of("*"),
                                    Map.of(ChannelKind.DRY, "dry"),
                                    Optional.empty())),
                    List.of());

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private volatile Instant now = Instant.parse("2026-03-01T02:00:00Z");
    private final Alerts alerts =
            Alerts.open(
                    stack.dataDir(),
                    mongo,
                    redis,
                    () -> RegistryLoader.shipped().registry(),
                    () -> now);
    private final Escalations escalations = alerts.escalations(BOOK);

    private static TenantContext context(String company) {
        return new TenantContext(new CompanyId(company), "request-1", "test", "alice");
    }

    @BeforeEach
    void tell() throws InterruptedException {
        alerts.sendAlert(DEMO, Alert.of(CODE, Severity.CRITICAL, "cannot save"));
        assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void close() {
        alerts.close();
        redis.close();
        mongo.close();
    }

    private Document alert() {
        return alerts.store().list(DEMO, new Document(), 0).getFirst();
    }

    private Escalations.Outcome pass() {
        return escalations.pass(List.of(DEMO));
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    @Test
    void peopleAreToldLevelByLevelUntilSomebodyTakesIt() {
        assertThat(pass()).isEqualTo(new Escalations.Outcome(1, 1, 0));
        assertThat(pass().sent()).isZero();
        later(Duration.ofMinutes(31));
        assertThat(pass().sent()).isEqualTo(1);
        assertThat(alert().getList("deliveries", Document.class))
                .extracting(delivery -> delivery.getInteger("level"))
                .containsExactly(1, 2);

        alerts.decisions().ack(DEMO, alert().getString("_id"));
        later(Duration.ofHours(5));
        assertThat(pass().alerts()).isZero();
    }

    @Test
    void ofManyPassesAtOnceOneTells() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Escalations.Outcome> pass = this::pass;
            int sent = 0;
            for (Future<Escalations.Outcome> done :
                    threads.invokeAll(List.of(pass, pass, pass, pass))) {
                sent += done.get().sent();
            }
            assertThat(sent).isEqualTo(1);
        }
    }

    @Test
    void aSnoozeEndsByItself() {
        alerts.decisions().snooze(DEMO, alert().getString("_id"), now.plus(Duration.ofHours(2)));
        assertThat(pass().alerts()).isZero();
        later(Duration.ofHours(2));
        assertThat(pass().sent()).isEqualTo(1);
    }

    @Test
    void aResolvedAlertIsOverAndTheNextIsANewOne() throws InterruptedException {
        String id = alert().getString("_id");
        alerts.decisions().resolve(DEMO, id);
        assertThat(pass().alerts()).isZero();
        assertThatThrownBy(() -> alerts.decisions().resolve(DEMO, id))
                .isInstanceOf(NightshiftException.class)
                .hasMessageContaining("resolved already");
        assertThatThrownBy(() -> alerts.decisions().ack(DEMO, id))
                .isInstanceOf(NightshiftException.class);

        alerts.sendAlert(DEMO, Alert.of(CODE, Severity.CRITICAL, "again").withPlace("A", "B"));
        assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
        assertThat(alerts.store().list(DEMO, new Document(), 0)).hasSize(2);
    }

    @Test
    void aMaintenanceWindowPutsItOff() {
        alerts.mutes().add(DEMO, CODE, now.plus(Duration.ofHours(1)));
        assertThat(pass()).isEqualTo(new Escalations.Outcome(1, 0, 0));
        later(Duration.ofHours(1));
        assertThat(pass().sent()).isEqualTo(1);
    }

    @Test
    void aChannelThatIsNotThereIsWrittenDownAndTriedAgain() {
        Contact mailed =
                new Contact("m", List.of("*"), Map.of(ChannelKind.EMAIL, "x@y"), Optional.empty());
        Escalations unable =
                alerts.escalations(new ContactBook(Gateways.none(), List.of(mailed), List.of()));

        assertThat(unable.pass(List.of(DEMO))).isEqualTo(new Escalations.Outcome(1, 0, 1));
        later(Duration.ofMinutes(1));
        assertThat(unable.pass(List.of(DEMO)).failed()).isEqualTo(1);
        assertThat(alert().toJson()).doesNotContain("x@y").contains("not configured");
    }

    @Test
    void whatIsKeptLongEnoughIsDeletedAndWhatIsOpenIsNot() {
        later(Duration.ofDays(400));
        assertThat(alerts.store().deleteOld(DEMO, 100)).isZero();
        alerts.decisions().resolve(DEMO, alert().getString("_id"));
        later(Duration.ofDays(91));
        assertThat(alerts.store().deleteOld(DEMO, 100)).isEqualTo(1);
    }
}
