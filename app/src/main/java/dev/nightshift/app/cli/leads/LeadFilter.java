package dev.nightshift.app.cli.leads;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which leads of which company. Filled by picocli. */
final class LeadFilter {
    private static final String COLLECTION = "leads";

    @Mixin private CompanyOption company = new CompanyOption();

    @Option(
            names = "--import",
            paramLabel = "IMPORT_ID",
            description = "Only leads that this import inserted.")
    private @Nullable String importId;

    /** The company's leads; refuses a company that does not exist. */
    TenantCollection leads(Session session) {
        return leads(session, company);
    }

    static TenantCollection leads(Session session, CompanyOption company) {
        TenantContext context = session.existing(company.required(), "leads");
        return session.stores("leads").mongo().tenants().collection(context, COLLECTION);
    }

    String companyId() {
        return company.required().value();
    }

    @Nullable String importId() {
        return importId;
    }

    Document asDocument() {
        return importId == null ? new Document() : new Document("importId", importId);
    }
}
