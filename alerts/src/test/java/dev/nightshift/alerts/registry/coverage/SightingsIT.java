package dev.nightshift.alerts.registry.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;

/** What companies have seen, read from any MongoDB. */
class SightingsIT {
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final PlatformContext PLATFORM = new PlatformContext("r-1", "test", "alice");
    private static final TenantContext ACME = PLATFORM.in(new CompanyId("acme"));
    private static final TenantContext BETA = PLATFORM.in(new CompanyId("beta"));
    private static final String CODE = "NOTES_SAVE_DB_ERROR";

    private static Document alert(Instant at) {
        return new Document("code", CODE).append("lastAt", Date.from(at));
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void theNewestOfEachKindIsReadOfTheCompanyAlone(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            Sightings sightings =
                    new Sightings(mongo.tenants(), RegistryLoader.shipped().registry());
            assertThat(sightings.of(ACME).lastAt()).isEmpty();
            mongo.tenants().collection(ACME, "alerts").insertOne(alert(NOW.minusSeconds(60)));
            mongo.tenants().collection(ACME, "alerts").insertOne(alert(NOW.minusSeconds(30)));
            mongo.tenants().collection(BETA, "alerts").insertOne(alert(NOW));
            try (HeartbeatLog log =
                    HeartbeatLog.open(mongo.platform(), PLATFORM, InstantSource.fixed(NOW))) {
                log.seen(ACME.company(), "NOTES.EDITOR.SAVE", NOW.minus(Duration.ofHours(2)));
                log.tried(ACME.company(), "NOTES.EDITOR.CREATE", NOW);
            }
            mongo.tenants()
                    .collection(ACME, Sightings.VALIDATIONS)
                    .insertOne(
                            new Document("updatedAt", Date.from(NOW))
                                    .append("answered", new Document(CODE, Date.from(NOW))));

            Seen seen = sightings.of(ACME);

            assertThat(seen.last(CODE)).contains(NOW.minusSeconds(30));
            assertThat(seen.tried(CODE)).contains(NOW);
            assertThat(seen.last("NOTES_EDITOR_SAVE_OK")).contains(NOW.minus(Duration.ofHours(2)));
            assertThat(seen.last("NOTES_EDITOR_CREATE_OK")).isEmpty();
            assertThat(sightings.of(BETA).lastAt()).containsOnlyKeys(CODE);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void itTakesThreeRoundTripsHoweverManyCodesThereAre(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            Sightings sightings =
                    new Sightings(mongo.tenants(), RegistryLoader.shipped().registry());
            for (int n = 0; n < 200; n++) {
                mongo.tenants()
                        .collection(ACME, "alerts")
                        .insertOne(alert(NOW).append("code", "NOTES_A_B_" + n));
            }
            sightings.of(ACME);
            long before = mongo.roundTrips();

            assertThat(sightings.of(ACME).lastAt()).hasSize(200);
            assertThat(mongo.roundTrips() - before).isLessThanOrEqualTo(3);
        }
    }
}
