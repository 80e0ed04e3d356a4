package dev.nightshift.benchmarks.experiments;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import dev.nightshift.benchmarks.data.OldLeads;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Peers;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Program;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;
import dev.nightshift.benchmarks.peers.BareUpdateLoop;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A backfill of all companies against the bare driver loop that does the same change and nothing
 * else, with old values kept and without; what each company costs beyond its documents; and the
 * memory of the process. Each by its own clock, in a process that starts cold.
 */
public final class Backfill implements Experiment {
    static final String ID = "M20261119_NormaliseLeadPhones";
    private static final String BARE = "bare loop, documents/s";
    private static final String KEPT = "backfill with pre-images, documents/s";
    private static final String FAST = "backfill without pre-images, documents/s";
    private static final String PER_COMPANY = "overhead per company, ms";
    private static final String LIMIT = "limit per company, ms";
    private static final String PEAK = "backfill with pre-images, peak RSS, MB";
    private static final int SMALL_COMPANY = 100;
    private static final int MOST_MS = 20;

    private final Plan plan;
    private final Nightshift nightshift;
    private final Peers peers;
    private final Leads leads;

    public Backfill(Plan plan, Nightshift nightshift, Peers peers) {
        this.plan = plan;
        this.nightshift = nightshift;
        this.peers = peers;
        this.leads = new Leads(nightshift.mongodbUri());
    }

    /** As many companies as a backfill works at together: as many documents without the many. */
    private static final int AT_ONCE = 4;

    /** How long it took, and how much memory. */
    private record Run(double millis, long peakKb) {}

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        int documents = plan.backfillDocuments();
        int companies = plan.backfillCompanies();
        reset(companies, documents);
        results.add(BARE, peers.rowsPerSecond(BareUpdateLoop.class, leads.uri(), leads.database()));
        reset(companies, documents);
        Run kept = backfill();
        results.add(KEPT, documents * 1_000.0 / kept.millis());
        results.add(PEAK, kept.peakKb() / 1_024.0);
        reset(companies, documents);
        Run fast = backfill("--no-pre-images");
        results.add(FAST, documents * 1_000.0 / fast.millis());
        int many = plan.backfillManyCompanies();
        reset(many, many * SMALL_COMPANY);
        Run small = backfill();
        reset(AT_ONCE, many * SMALL_COMPANY);
        Run few = backfill();
        results.add(PER_COMPANY, (small.millis() - few.millis()) / (many - AT_ONCE));
        results.add(LIMIT, MOST_MS);
        drop();
    }

    private Run backfill(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("backfill", "run", ID, "--output", "json"));
        words.addAll(List.of(options));
        Program.Outcome outcome = nightshift.command(words.toArray(String[]::new)).run();
        JsonNode status = JsonMapper.shared().readTree(outcome.output());
        JsonNode run =
                JsonMapper.shared()
                        .readTree(
                                nightshift
                                        .command(
                                                "runs",
                                                "show",
                                                status.get("runId").asString(),
                                                "--output",
                                                "json")
                                        .run()
                                        .output());
        return new Run(run.get("durationMs").asDouble(), outcome.peakKb());
    }

    private void reset(int companies, int documents) {
        drop();
        try (MongoClient client = MongoClients.create(leads.uri())) {
            OldLeads.make(
                    client.getDatabase(leads.database()),
                    companies,
                    documents,
                    plan.backfillTogether());
        }
    }

    private void drop() {
        try (MongoClient client = MongoClients.create(leads.uri())) {
            OldLeads.remove(client.getDatabase(leads.database()));
        }
    }

    @Override
    public void judge(Results results) {
        results.judge("backfill with pre-images : bare loop", KEPT, BARE, Sense.AT_LEAST, 0.5);
        results.judge("backfill without pre-images : bare loop", FAST, BARE, Sense.AT_LEAST, 0.8);
        results.judge(
                "overhead per company of 100 documents : 20 ms",
                PER_COMPANY,
                LIMIT,
                Sense.AT_MOST,
                1);
    }
}
