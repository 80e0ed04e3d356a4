package dev.nightshift.drills.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.Gateways;
import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillResult;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.order.Refusal;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.drills.run.FakeSurroundings;
import dev.nightshift.drills.surroundings.Claim;
import dev.nightshift.drills.surroundings.Subject;
import dev.nightshift.drills.surroundings.Surroundings;
import dev.nightshift.drills.watchdog.WorkFolder;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is told of what while a live drill is at work: everybody of everything but what it causes.
 */
class MaintenanceWindowIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final PlatformContext CONTEXT = new PlatformContext("r", "drill", "tester");
    private static final String REDIS = "NIGHTSHIFT_ALERTS_DEPENDENCY_REDIS";
    private static final String MONGODB = "NIGHTSHIFT_ALERTS_DEPENDENCY_MONGODB";
    private static final String OTHER = "NOTES_SAVE_DB_ERROR";
    private static final TenantContext OURS = CONTEXT.in(new CompanyId("drill-1"));
    private static final TenantContext ACME = CONTEXT.in(new CompanyId("acme"));
    private static final List<TenantContext> ALL = List.of(OURS, ACME, CONTEXT.service());

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final Alerts alerts =
            Alerts.open(
                    stack.dataDir(), mongo, redis, () -> RegistryLoader.shipped().orThrow(), CLOCK);
    private final ContactBook book =
            new ContactBook(
                    Gateways.none(),
                    List.of(
                            new Contact(
                                    "ops",
                                    List.of("*"),
                                    Map.of(ChannelKind.DRY, "ops"),
                                    Optional.empty())),
                    List.of());
    private final List<String> toldMeanwhile = new ArrayList<>();

    @AfterEach
    void close() {
        alerts.close();
        redis.close();
        mongo.close();
    }

    /** Fakes, but for the window. */
    private final class Around implements Surroundings {
        private final FakeSurroundings fakes = new FakeSurroundings();

        @Override
        public Subject open(DrillOrder order, WorkFolder work) {
            return fakes.open(order, work);
        }

        @Override
        public List<Refusal> refusals() {
            return List.of();
        }

        @Override
        public List<Refusal> preflight(Subject subject) {
            return List.of();
        }

        @Override
        public Claim claim(String drillId, DrillOrder order) {
            return Claim.none();
        }

        @Override
        public AutoCloseable mute(DrillOrder order, List<String> companies) {
            return MaintenanceWindow.open(
                    alerts.mutes(),
                    CONTEXT,
                    order.experiment().terms().alerts(),
                    companies,
                    order.isFeltByAll()
                            ? Optional.of(order.experiment().terms().lease())
                            : Optional.empty(),
                    CLOCK);
        }

        @Override
        public String version() {
            return "test";
        }
    }

    private DrillResult run(String experiment, StopSource stop) {
        return new Drills(stack.dataDir(), CLOCK)
                .run(
                        new DrillOrder(
                                Experiments.shipped().show(experiment),
                                true,
                                "tester",
                                List.of(),
                                0.01),
                        new Around(),
                        stop);
    }

    /** Whom a pass told of what, as {@code company code}. */
    private List<String> told() {
        var _ = alerts.escalations(book).pass(ALL);
        return ALL.stream().flatMap(this::told).sorted().toList();
    }

    private Stream<String> told(TenantContext company) {
        return alerts.store().list(company, new Document(), 0).stream()
                .filter(alert -> !alert.getList("deliveries", Document.class).isEmpty())
                .map(alert -> company.companyId() + " " + alert.getString("code"));
    }

    private void raise(TenantContext company, String code) {
        alerts.sendAlert(company, Alert.of(code, Severity.CRITICAL, "It is away."));
    }

    private Optional<String> troubleMeanwhile(String caused) {
        if (toldMeanwhile.isEmpty()) {
            raise(OURS, caused);
            raise(OURS, OTHER);
            raise(ACME, caused);
            raise(CONTEXT.service(), caused);
            try {
                assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
            toldMeanwhile.addAll(told());
        }
        return Optional.empty();
    }

    private void assertNoWindowLasts() {
        assertThat(ALL)
                .allSatisfy(company -> assertThat(alerts.mutes().current(company)).isEmpty());
    }

    /** A fault between the servers and the load: if the service loses Redis, it is an outage. */
    @Test
    void aDrillThatOnlyItsLoadFeelsMutesItsCompaniesAndNotTheService() {
        DrillResult result = run("redis-outage", () -> troubleMeanwhile(REDIS));

        assertThat(result.state()).as(result.reason()).isEqualTo(DrillState.PASSED);
        assertThat(toldMeanwhile)
                .containsExactly(
                        "acme " + REDIS,
                        "drill-1 " + OTHER,
                        CONTEXT.service().companyId() + " " + REDIS);
        assertNoWindowLasts();
    }

    /** A step-down is felt by everybody: the service's own alert is the drill's, too. */
    @Test
    void aDrillThatTheServiceFeelsMutesTheServiceAsLongAsAFaultMayLast() {
        List<Instant> ends = new ArrayList<>();
        DrillResult result =
                run(
                        "mongodb-primary",
                        () -> {
                            alerts.mutes().current(CONTEXT.service()).stream()
                                    .map(window -> window.getDate("until").toInstant())
                                    .forEach(ends::add);
                            return troubleMeanwhile(MONGODB);
                        });

        assertThat(result.state()).as(result.reason()).isEqualTo(DrillState.PASSED);
        assertThat(toldMeanwhile).containsExactly("acme " + MONGODB, "drill-1 " + OTHER);
        assertThat(ends.getFirst())
                .isBefore(
                        CLOCK.instant()
                                .plus(
                                        Experiments.shipped()
                                                .show("mongodb-primary")
                                                .terms()
                                                .lease()));
        assertNoWindowLasts();
    }

    @Test
    void theWindowOfADrillThatIsEndedEarlyIsClosed() {
        DrillResult result =
                run(
                        "mongodb-primary",
                        () -> {
                            var _ = troubleMeanwhile(MONGODB);
                            return Optional.of("somebody says so");
                        });

        assertThat(result.state()).isEqualTo(DrillState.ABORTED);
        assertThat(toldMeanwhile).containsExactly("acme " + MONGODB, "drill-1 " + OTHER);
        assertNoWindowLasts();
    }

    @Test
    void theWindowOfADrillThatBreaksIsClosed() {
        DrillResult result =
                run(
                        "redis-outage",
                        () -> {
                            throw new IllegalStateException("the runner breaks");
                        });

        assertThat(result.state()).isEqualTo(DrillState.INCOMPLETE);
        assertNoWindowLasts();
    }
}
