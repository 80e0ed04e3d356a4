package dev.nightshift.app.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

/** Reads the commands out of {@code docs/runbooks/backfill.md} and runs them. */
class BackfillRunbookIT {
    private static final List<String> COMPANIES = List.of("demo", "acme", "globex");

    @Test
    void every_command_does_what_the_runbook_says() throws IOException {
        EmbeddedStack stack = EmbeddedStack.fresh();
        Runbook runbook = new Runbook("backfill.md", stack.settings());
        assertThat(runbook.run("companies add acme --name Acme").exit()).isZero();
        assertThat(runbook.run("companies add globex --name Globex").exit()).isZero();
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            COMPANIES.forEach(company -> fill(leads(mongo, company)));

            assertThat(runbook.follow()).hasSizeGreaterThan(15);

            assertThat(runbook.run("backfill list").out()).contains("FINAL");
            for (String company : COMPANIES) {
                assertThat(leads(mongo, company).find(new Document()))
                        .extracting(lead -> lead.getString("phone"))
                        .containsExactlyInAnyOrder("+15046218927", "+15046218928", "+15046218929");
            }
        }
    }

    private static TenantCollection leads(MongoStores mongo, String company) {
        return mongo.tenants()
                .collection(new TenantContext(new CompanyId(company), "r", "t", "t"), "leads");
    }

    private static void fill(TenantCollection leads) {
        leads.insertMany(
                List.of(
                        new Document("phone", "(504) 621-8927"),
                        new Document("phone", "504-621-8928"),
                        new Document("phone", "+15046218929")));
    }
}
