package dev.nightshift.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.WriteFailure.Reason;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

class TenantCollectionIT {
    private static final TenantContext ACME =
            new TenantContext(new CompanyId("acme"), "r-1", "test", "tester");
    private static final TenantContext BETA =
            new TenantContext(new CompanyId("beta"), "r-1", "test", "tester");

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void whatOneCompanyWritesTheOtherDoesNotSee(EmbeddedStack stack) {
        try (MongoStores stores = MongoStores.open(stack.endpoints().mongodbUri())) {
            TenantCollection acme = stores.tenants().collection(ACME, "things");
            TenantCollection beta = stores.tenants().collection(BETA, "things");

            InsertOutcome outcome =
                    acme.insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
            InsertOutcome again =
                    acme.insertMany(List.of(new Document("_id", 2), new Document("_id", 3)));

            assertThat(outcome).isEqualTo(new InsertOutcome(2, List.of()));
            assertThat(again)
                    .isEqualTo(
                            new InsertOutcome(
                                    1,
                                    List.of(
                                            new WriteFailure(
                                                    0, Reason.DUPLICATE_KEY, List.of("_id")))));
            assertThat(acme.count(new Document())).isEqualTo(3);
            assertThat(beta.count(new Document())).isZero();
            assertThat(beta.findOne(new Document("_id", 1))).isEmpty();
        }
    }
}
