package dev.nightshift.alerts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What the record of alerts must do on any MongoDB. */
@Timeout(120)
class AlertStoreIT {
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final TenantContext ACME = context("acme");
    private static final TenantContext BETA = context("beta");
    private static final AlertKey KEY =
            new AlertKey("NOTES", "EDITOR", "NOTES_SAVE_DB_ERROR", List.of());
    private static final Document ALL = new Document();

    private static TenantContext context(String company) {
        return new TenantContext(new CompanyId(company), "request-1", "test", "alice");
    }

    private static Occurrences told(String journal, long... offsets) {
        return new Occurrences(
                KEY,
                journal,
                Arrays.stream(offsets)
                        .mapToObj(offset -> line(offset, Map.of("run", "1")))
                        .toList(),
                null);
    }

    private static Occurrences.Line line(long offset, Map<String, String> meta) {
        return new Occurrences.Line(
                offset,
                false,
                Severity.WARNING,
                EventType.FAILURE,
                "cannot save",
                null,
                null,
                null,
                null,
                null,
                meta,
                NOW);
    }

    private static AlertStore store(MongoStores mongo) {
        return new AlertStore(mongo.tenants(), InstantSource.fixed(NOW));
    }

    private static long number(Document alert, String field) {
        return alert.get(field, Number.class).longValue();
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void linesThatAreAddedAgainAreInTheRecordOnce(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            AlertStore alerts = store(mongo);
            assertThat(alerts.add(ACME, told("j1", 0, 10, 20), false).recorded()).isEqualTo(3);

            assertThat(alerts.add(ACME, told("j1", 0, 10, 20), true)).isEqualTo(Added.NOTHING);
            assertThat(alerts.add(ACME, told("j1", 20, 30), true).recorded()).isEqualTo(1);
            assertThat(alerts.add(ACME, told("j2", 0), false).recorded()).isEqualTo(1);

            assertThat(alerts.list(ACME, ALL, 0))
                    .singleElement()
                    .satisfies(alert -> assertThat(number(alert, "occurrences")).isEqualTo(5));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void ofManyWritersAtOnceNoneMakesASecondOpenAlertOrLosesALine(EmbeddedStack stores)
            throws Exception {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            AlertStore alerts = store(mongo);
            List<Future<Long>> writers = new ArrayList<>();
            for (int n = 0; n < 6; n++) {
                String journal = "j" + n;
                writers.add(
                        threads.submit(
                                () -> {
                                    long recorded = 0;
                                    for (int line = 0; line < 10; line++) {
                                        recorded +=
                                                alerts.add(ACME, told(journal, line), false)
                                                        .recorded();
                                    }
                                    return recorded;
                                }));
            }
            long recorded = 0;
            for (Future<Long> writer : writers) {
                recorded += writer.get(60, TimeUnit.SECONDS);
            }

            assertThat(recorded).isEqualTo(60);
            assertThat(alerts.totals(ACME)).isEqualTo(new Totals(1, 1, 60, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void whatWasClosedIsNotOpenedByItsOwnLinesAndTheNextIsANewAlert(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            AlertStore alerts = store(mongo);
            String id = alerts.add(ACME, told("j1", 0, 10), false).alertId();
            Document open = alerts.require(ACME, id);
            assertThat(alerts.end(ACME, open, new Document("by", "bob"))).isTrue();
            assertThat(alerts.end(ACME, open, new Document("by", "eve"))).isFalse();

            assertThat(alerts.add(ACME, told("j1", 0, 10), true)).isEqualTo(Added.NOTHING);
            assertThat(alerts.totals(ACME)).isEqualTo(new Totals(1, 0, 2, 0));
            assertThat(alerts.add(ACME, told("j1", 20), true).recorded()).isEqualTo(1);
            assertThat(alerts.totals(ACME)).isEqualTo(new Totals(2, 1, 3, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void namesOfFactsMayHoldDotsAndDollars(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            AlertStore alerts = store(mongo);
            Map<String, String> meta = Map.of("a.b", "1", "$set", "2", "", "3");
            alerts.add(ACME, new Occurrences(KEY, "j1", List.of(line(0, meta)), null), false);
            alerts.add(ACME, new Occurrences(KEY, "j1", List.of(line(1, meta)), null), false);

            assertThat(alerts.list(ACME, ALL, 0).getFirst().get("meta", Document.class))
                    .containsOnly(
                            Map.entry("a_b", "1"), Map.entry("_set", "2"), Map.entry("_", "3"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void anAlertDoesNotGrowWithTheProcessesThatTellIt(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            AlertStore alerts = store(mongo);
            for (int process = 0; process < 80; process++) {
                alerts.add(ACME, told("j" + process, 0), false);
            }
            Document push =
                    new Document(
                            "deliveries",
                            new Document(
                                            "$each",
                                            java.util.Collections.nCopies(
                                                    80, new Document("outcome", "sent")))
                                    .append("$slice", -100));
            String id = alerts.list(ACME, ALL, 0).getFirst().getString("_id");
            assertThat(alerts.change(ACME, id, ALL, new Document("seen", 1), push)).isPresent();
            assertThat(alerts.change(ACME, id, ALL, new Document("seen", 2), push)).isPresent();

            Document alert = alerts.require(ACME, id);
            assertThat(number(alert, "occurrences")).isEqualTo(80);
            assertThat(alert.get("sources", Document.class)).hasSizeLessThanOrEqualTo(64);
            assertThat(alert.getList("deliveries", Document.class)).hasSize(100);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void onlyWhatIsDueIsDueAndOnlyAsItIsItIsChanged(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            AlertStore alerts = store(mongo);
            String id = alerts.add(ACME, told("j1", 0), false).alertId();

            assertThat(alerts.due(ACME, NOW.minusMillis(1))).isEmpty();
            assertThat(alerts.due(ACME, NOW)).hasSize(1);
            Document asItWas = new Document("escalation.nextAt", Date.from(NOW));
            Document never = new Document("escalation.nextAt", null);
            assertThat(alerts.change(ACME, id, asItWas, never, ALL)).isPresent();
            assertThat(alerts.change(ACME, id, asItWas, never, ALL)).isEmpty();
            assertThat(alerts.due(ACME, NOW.plusSeconds(3_600))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void companiesSeeAndChangeOnlyTheirOwn(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            AlertStore alerts = store(mongo);
            String id = alerts.add(ACME, told("j1", 0), false).alertId();
            alerts.add(BETA, told("j2", 0), false);

            assertThatThrownBy(() -> alerts.require(BETA, id))
                    .isInstanceOf(NightshiftException.class)
                    .hasMessageNotContaining("acme");
            assertThat(alerts.end(BETA, alerts.require(ACME, id), new Document("by", "eve")))
                    .isFalse();
            assertThat(alerts.change(BETA, id, ALL, new Document("x", 1), ALL)).isEmpty();
            assertThat(alerts.totals(ACME)).isEqualTo(new Totals(1, 1, 1, 0));
            assertThat(alerts.totals(BETA)).isEqualTo(new Totals(1, 1, 1, 0));
        }
    }
}
