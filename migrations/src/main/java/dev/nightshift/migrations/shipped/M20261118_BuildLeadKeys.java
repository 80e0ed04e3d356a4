package dev.nightshift.migrations.shipped;

import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.platform.mongo.index.IndexPlan;

import java.util.List;

/** One lead for a phone number and for an e-mail address of a company, kept by the server. */
public final class M20261118_BuildLeadKeys implements SchemaMigration {
    @Override
    public String summary() {
        return "Builds the unique indexes of leads: one lead for each phone and each e-mail.";
    }

    @Override
    public String collection() {
        return "leads";
    }

    @Override
    public List<IndexPlan> indexes() {
        return List.of(IndexPlan.uniqueInCompany("phone"), IndexPlan.uniqueInCompany("email"));
    }
}
