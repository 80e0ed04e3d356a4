package dev.nightshift.jobs.registryvalidation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.TabMatrix;
import dev.nightshift.alerts.registry.coverage.Sightings;
import dev.nightshift.alerts.registry.validation.Check;
import dev.nightshift.alerts.registry.validation.CompanyVerdict;
import dev.nightshift.alerts.registry.validation.EntryVerdict;
import dev.nightshift.alerts.registry.validation.Problem;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Verdicts are kept and compared on any MongoDB. */
class ValidationLedgerIT {
    private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");
    private static final TenantContext ACME = context("acme");
    private static final TenantContext BETA = context("beta");
    private static final Problem PROBLEM = new Problem(Check.OWNER, "nobody owns it", "name one");
    private static final String CODE = "A_B_C_FAILED";

    private Instant now = START;

    private static TenantContext context(String company) {
        return new TenantContext(new CompanyId(company), "request-1", "test", "alice");
    }

    private static CompanyVerdict verdict(TenantContext context, String... invalid) {
        List<String> wrong = List.of(invalid);
        return new CompanyVerdict(
                context.companyId(),
                List.of("A.B.C", "A.B.D", "$x.y").stream()
                        .map(
                                id ->
                                        new EntryVerdict(
                                                id,
                                                wrong.contains(id) ? List.of(PROBLEM) : List.of()))
                        .toList(),
                Map.of(CODE, START),
                List.of(Check.SETTINGS));
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void aVerdictIsReadAsItWasStoredAndByItsCompanyAlone(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            ValidationLedger ledger = new ValidationLedger(mongo.tenants(), () -> now);

            ValidationLedger.Stored stored = ledger.store(ACME, 1, verdict(ACME, "A.B.C"));

            assertThat(stored.valid()).isEqualTo(2);
            assertThat(stored.notJudged()).containsExactly(Check.SETTINGS);
            assertThat(ledger.find(ACME, 1)).contains(stored);
            assertThat(ledger.find(ACME, 2)).isEmpty();
            assertThat(ledger.find(BETA, 1)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void whatWasInvalidInTheLastRunDidNotBecomeSo(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            ValidationLedger ledger = new ValidationLedger(mongo.tenants(), () -> now);

            assertThat(ledger.store(ACME, 1, verdict(ACME, "A.B.C")).becameInvalid())
                    .containsExactly("A.B.C");
            now = START.plusSeconds(1);
            assertThat(ledger.store(ACME, 2, verdict(ACME, "A.B.C", "$x.y")).becameInvalid())
                    .containsExactly("$x.y");
            assertThat(ledger.store(BETA, 2, verdict(BETA, "A.B.C")).becameInvalid())
                    .containsExactly("A.B.C");
            now = START.plusSeconds(2);
            assertThat(ledger.store(ACME, 3, verdict(ACME)).becameInvalid()).isEmpty();
            now = START.plusSeconds(3);
            assertThat(ledger.store(ACME, 4, verdict(ACME, "A.B.C")).becameInvalid())
                    .containsExactly("A.B.C");
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void aRunThatIsRepeatedReplacesItsVerdictAndComparesWithTheRunBefore(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            ValidationLedger ledger = new ValidationLedger(mongo.tenants(), () -> now);
            ledger.store(ACME, 1, verdict(ACME));
            now = START.plusSeconds(1);
            ledger.store(ACME, 2, verdict(ACME, "A.B.C"));

            assertThat(ledger.store(ACME, 2, verdict(ACME, "A.B.C")).becameInvalid())
                    .containsExactly("A.B.C");
            assertThat(
                            mongo.tenants()
                                    .collection(ACME, Sightings.VALIDATIONS)
                                    .count(new Document()))
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void verdictsAreKeptForNinetyDays(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            ValidationLedger ledger = new ValidationLedger(mongo.tenants(), () -> now);
            ledger.store(ACME, 1, verdict(ACME));
            ledger.store(BETA, 1, verdict(BETA));
            now = START.plus(Duration.ofDays(90)).plusMillis(1);
            ledger.store(ACME, 2, verdict(ACME));

            assertThat(ledger.find(ACME, 1)).isEmpty();
            assertThat(ledger.find(BETA, 1)).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void whatWasTriedIsSeenAsTriedAndNotAsReal(EmbeddedStack stores) {
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            new ValidationLedger(mongo.tenants(), () -> now).store(ACME, 1, verdict(ACME));
            Sightings sightings =
                    new Sightings(
                            mongo.tenants(), new Registry(new TabMatrix(List.of()), List.of()));

            assertThat(sightings.of(ACME).tried(CODE)).contains(START);
            assertThat(sightings.of(ACME).last(CODE)).isEmpty();
            assertThat(sightings.of(BETA).tried(CODE)).isEmpty();
        }
    }
}
