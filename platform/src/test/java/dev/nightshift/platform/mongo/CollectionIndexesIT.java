package dev.nightshift.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.mongo.index.IndexPlans;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.List;

class CollectionIndexesIT {
    private static final TenantContext ACME =
            new TenantContext(new CompanyId("acme"), "r-1", "test", "tester");

    private final String uri = EmbeddedStack.fresh().endpoints().mongodbUri();
    private final MongoStores stores = MongoStores.open(uri);
    private final MongoClient client = MongoClients.create(uri);
    private final MongoCollection<Document> leads =
            client.getDatabase(URI.create(uri).getPath().substring(1)).getCollection("leads");

    @AfterEach
    void tearDown() {
        client.close();
        stores.close();
    }

    @Test
    void theFirstWriteMakesTheIndexesAndTheNextProcessFindsThem() {
        stores.tenants().collection(ACME, "leads").insertOne(new Document());

        assertThat(leads.listIndexes())
                .extracting(index -> index.getString("name"))
                .contains(
                        "companyId_1_updatedAt_-1",
                        "companyId_1_phone_1",
                        "companyId_1_email_1",
                        "companyId_1_importId_1");
        try (MongoStores next = MongoStores.open(uri)) {
            assertThat(next.tenants().collection(ACME, "leads").insertOne(new Document())).isTrue();
        }
    }

    @Test
    void leadsThatShareAKeyStandAgainstItsIndex() {
        leads.insertMany(
                List.of(
                        Document.parse("{companyId: 'acme', phone: '+1555'}"),
                        Document.parse("{companyId: 'acme', phone: '+1555'}")));

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(
                        () -> stores.tenants().collection(ACME, "leads").insertOne(new Document()))
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.MONGODB_UNSUITABLE);
                            assertThat(e.message()).contains("leads").doesNotContain("+1555");
                        });
    }

    @Test
    void telemetryExpires() {
        stores.tenants().collection(ACME, "telemetry").insertOne(new Document());

        assertThat(IndexPlans.of("telemetry"))
                .extracting(IndexPlan::name)
                .containsExactly("companyId_1_updatedAt_-1", "ts_1");
        assertThat(IndexPlans.of("telemetry").getLast().expireAfter())
                .hasValueSatisfying(after -> assertThat(after).hasHours(24));
    }
}
