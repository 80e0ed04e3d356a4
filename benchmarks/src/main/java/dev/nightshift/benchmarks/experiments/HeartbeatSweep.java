package dev.nightshift.benchmarks.experiments;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import dev.nightshift.benchmarks.data.ManyCompanies;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/**
 * How long a sweep over many companies' signs of life takes, by its own clock, in a process that
 * starts cold: the first, which stores every point, and one that finds nothing changed.
 */
public final class HeartbeatSweep implements Experiment {
    private static final String FIRST = "first sweep, ms";
    private static final String AGAIN = "sweep without changes, ms";
    private static final String LIMIT = "sweep limit, ms";

    private final Plan plan;
    private final Nightshift nightshift;

    public HeartbeatSweep(Plan plan, Nightshift nightshift) {
        this.plan = plan;
        this.nightshift = nightshift;
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        nightshift.newCompany("sweep-%d-%d".formatted(System.nanoTime(), number));
        try (MongoClient client = MongoClients.create(nightshift.mongodbUri())) {
            String name = new Leads(nightshift.mongodbUri()).database();
            MongoDatabase database = client.getDatabase(name);
            database.getCollection("heartbeats").drop();
            ManyCompanies companies = new ManyCompanies(database, plan.companies());
            companies.add();
            results.add(FIRST, sweep());
            results.add(AGAIN, sweep());
            results.add(LIMIT, 60_000);
            companies.remove();
            database.getCollection("heartbeats").drop();
        }
    }

    private double sweep() throws IOException, InterruptedException {
        String output =
                nightshift.command("heartbeats", "sweep", "--output", "json").run().output();
        return JsonMapper.shared().readTree(output).get("durationMs").asDouble();
    }

    @Override
    public void judge(Results results) {
        results.judge(
                "sweep of %,d companies : 60 s".formatted(plan.companies()),
                FIRST,
                LIMIT,
                Sense.AT_MOST,
                1);
    }
}
