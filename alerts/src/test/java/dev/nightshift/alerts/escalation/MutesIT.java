package dev.nightshift.alerts.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;

/** What maintenance windows must do on any MongoDB. */
class MutesIT {
    private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");
    private static final TenantContext ACME = context("acme");
    private static final TenantContext BETA = context("beta");
    private static final String CODE = "NOTES_SAVE_DB_ERROR";

    private Instant now = START;

    private static TenantContext context(String company) {
        return new TenantContext(new CompanyId(company), "request-1", "test", "alice");
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void aWindowCoversItsCodeOfItsCompanyUntilItEnds(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            Mutes mutes = new Mutes(mongo.tenants(), () -> now);
            Instant end = START.plus(Duration.ofHours(1));
            mutes.add(ACME, CODE, end);

            assertThat(Mutes.end(mutes.current(ACME), CODE)).contains(end);
            assertThat(Mutes.end(mutes.current(ACME), "NOTES_OTHER_DB_ERROR")).isEmpty();
            assertThat(mutes.current(BETA)).isEmpty();
            now = end.minusMillis(1);
            assertThat(mutes.current(ACME)).hasSize(1);
            now = end;
            assertThat(mutes.current(ACME)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void ofSeveralWindowsTheLastToEndCounts(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            Mutes mutes = new Mutes(mongo.tenants(), () -> now);
            mutes.add(ACME, CODE, START.plusSeconds(60));
            mutes.add(ACME, "*", START.plusSeconds(600));
            mutes.add(ACME, "NOTES_OTHER_DB_ERROR", START.plusSeconds(6_000));

            assertThat(Mutes.end(mutes.current(ACME), CODE)).contains(START.plusSeconds(600));
        }
    }
}
