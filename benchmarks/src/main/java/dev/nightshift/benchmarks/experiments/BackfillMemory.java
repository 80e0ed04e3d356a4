package dev.nightshift.benchmarks.experiments;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import dev.nightshift.benchmarks.data.OldLeads;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;

import java.io.IOException;

/**
 * Peak memory of the process that migrates few and many documents, with the 256 MB of heap that the
 * launcher gives it and old values kept.
 */
public final class BackfillMemory implements Experiment {
    private static final String FEW = "backfill of few documents, peak memory, KB";
    private static final String MANY = "backfill of many documents, peak memory, KB";

    private final Plan plan;
    private final Nightshift nightshift;
    private final Leads leads;

    public BackfillMemory(Plan plan, Nightshift nightshift) {
        this.plan = plan;
        this.nightshift = nightshift;
        this.leads = new Leads(nightshift.mongodbUri());
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        results.add(FEW, measure(plan.backfillDocuments()));
        results.add(MANY, measure(plan.backfillMemoryDocuments()));
        drop();
    }

    private double measure(int documents) throws IOException, InterruptedException {
        drop();
        try (MongoClient client = MongoClients.create(leads.uri())) {
            OldLeads.make(
                    client.getDatabase(leads.database()),
                    plan.backfillCompanies(),
                    documents,
                    plan.backfillTogether());
        }
        return nightshift
                .command("backfill", "run", Backfill.ID, "--output", "json")
                .run()
                .peakKb();
    }

    private void drop() {
        try (MongoClient client = MongoClients.create(leads.uri())) {
            OldLeads.remove(client.getDatabase(leads.database()));
        }
    }

    @Override
    public void judge(Results results) {
        results.judge(
                "peak memory, backfill of %,d : of %,d"
                        .formatted(plan.backfillMemoryDocuments(), plan.backfillDocuments()),
                MANY,
                FEW,
                Sense.AT_MOST,
                1.05);
    }
}
