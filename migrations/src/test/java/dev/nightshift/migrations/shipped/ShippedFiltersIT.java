package dev.nightshift.migrations.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class ShippedFiltersIT {
    private static final TenantContext DEMO =
            new PlatformContext("r", "test", "tester").in(new CompanyId("demo"));

    @ParameterizedTest
    @MethodSource("dev.nightshift.platform.testing.Engines#all")
    void everyPhoneThatIsNotE164IsFound(EmbeddedStack stores) {
        List<Object> older =
                List.of(
                        "(504) 621-8927",
                        "+1 504 621 8927",
                        "+1504+621",
                        "+0504621",
                        "+15046218927\n",
                        "+1234567890123456",
                        "",
                        "+",
                        5046218927L,
                        true,
                        List.of("504 621 8928"));
        List<Object> canonical = Arrays.asList("+15046218927", "+442079460958", null);
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            TenantCollection leads = mongo.tenants().collection(DEMO, "leads");
            List<Object> all = new ArrayList<>(older);
            all.addAll(canonical);
            for (int id = 0; id < all.size(); id++) {
                leads.upsertById(new Document("_id", id).append("phone", all.get(id)));
            }
            leads.upsertById(new Document("_id", all.size()).append("city", "Boston"));
            assertThat(leads.find(new M20261119_NormaliseLeadPhones().filter()))
                    .extracting(lead -> lead.get("phone"))
                    .containsExactlyInAnyOrderElementsOf(older);
        }
    }
}
