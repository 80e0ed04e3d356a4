package dev.nightshift.alerts.heartbeats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Signs of life from their note to the list, on every engine. */
@Timeout(120)
class HeartbeatLogIT {
    private static final String ENTRY = "NIGHTSHIFT.CSV_IMPORT.RUN";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final PlatformContext PLATFORM = new PlatformContext("r", "test", "test");
    private static final CompanyId ACME = new CompanyId("acme");
    private static final CompanyId BETA = new CompanyId("beta");

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void theNewestNoteOfEachOperationIsWrittenInOneRoundTrip(EmbeddedStack stack) {
        try (MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri());
                HeartbeatLog log = open(stores)) {
            log.seen(ACME, ENTRY, NOW.minusSeconds(9));
            log.flush();
            long before = stores.roundTrips();
            for (int second = 100; second > 0; second--) {
                log.seen(ACME, ENTRY, NOW.minusSeconds(second));
                log.seen(BETA, ENTRY, NOW.minusSeconds(second));
            }
            log.started(ACME, ENTRY, NOW.plus(Duration.ofDays(900)));
            log.flush();
            log.flush();

            assertThat(stores.roundTrips() - before).isLessThanOrEqualTo(3);
            assertThat(row(stores, ACME).seen()).isEqualTo(new Sighting(NOW.minusSeconds(1), NOW));
            assertThat(row(stores, BETA).state()).isEqualTo(HeartbeatState.GREEN);
            assertThat(row(stores, new CompanyId("none")).state()).isEqualTo(HeartbeatState.NEVER);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void whatAClosedStoreDidNotTakeStopsNobody(EmbeddedStack stack) {
        MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri());
        HeartbeatLog log = open(stores);
        log.seen(ACME, ENTRY, NOW);
        log.close();
        assertThat(row(stores, ACME).state()).isEqualTo(HeartbeatState.GREEN);
        stores.close();
        log.seen(ACME, ENTRY, NOW);
    }

    private static HeartbeatLog open(MongoStores stores) {
        return HeartbeatLog.open(stores.platform(), PLATFORM, InstantSource.fixed(NOW));
    }

    private static Heartbeats.Row row(MongoStores stores, CompanyId company) {
        return new Heartbeats(
                        stores.platform(),
                        RegistryLoader.shipped().registry(),
                        InstantSource.fixed(NOW))
                .list(PLATFORM, company).stream()
                        .filter(row -> row.entry().id().equals(ENTRY))
                        .findFirst()
                        .orElseThrow();
    }
}
