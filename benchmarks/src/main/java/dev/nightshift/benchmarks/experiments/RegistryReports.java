package dev.nightshift.benchmarks.experiments;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import dev.nightshift.benchmarks.data.ForeignCode;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;

import org.bson.Document;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * How long {@code registry scan} takes over a foreign code base, and {@code registry coverage} over
 * many companies that have seen every code of the platform's tabs: whole commands, started cold.
 */
public final class RegistryReports implements Experiment {
    private static final String SCAN = "registry scan, ms";
    private static final String LINES = "registry scan, lines";
    private static final String SCAN_LIMIT = "registry scan limit, ms";
    private static final String COVERAGE = "registry coverage, ms";
    private static final List<String> CODES =
            List.of(
                    "OVERVIEW_LOAD_DB_ERROR",
                    "OVERVIEW_METRICS_FETCH_TIMEOUT",
                    "NOTES_CREATE_VALIDATION_FAILED",
                    "NOTES_SAVE_DB_ERROR",
                    "AI_VOICE_TTS_CONFIG_SAVE_FAILED",
                    "AI_AGENT_KNOWLEDGE_SYNC_FAILED",
                    "AI_PERFORMANCE_LATENCY_P95_BREACH",
                    "SPAM_FILTER_HEURISTICS_ENGINE_ERROR");
    private static final int FEW_SECONDS = 5_000;

    private final Plan plan;
    private final Nightshift nightshift;

    public RegistryReports(Plan plan, Nightshift nightshift) {
        this.plan = plan;
        this.nightshift = nightshift;
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        Path code = plan.work().resolve("foreign-code");
        int lines = ForeignCode.write(code, plan.sourceLines());
        var scan =
                nightshift
                        .command(
                                "registry", "scan", "--source", code.toString(), "--output", "json")
                        .run();
        if (JsonMapper.shared().readTree(scan.output()).get("lines").asInt() != lines) {
            throw new IOException("The scan has not read all lines: " + lines);
        }
        results.add(LINES, lines);
        results.add(SCAN, scan.wallMs());
        results.add(SCAN_LIMIT, FEW_SECONDS);
        nightshift.newCompany("coverage-%d-%d".formatted(System.nanoTime(), number));
        try (MongoClient client = MongoClients.create(nightshift.mongodbUri())) {
            MongoDatabase database =
                    client.getDatabase(new Leads(nightshift.mongodbUri()).database());
            for (int n = 1; n <= plan.registryCompanies(); n++) {
                add(database, "cover-%06d".formatted(n));
            }
            results.add(
                    COVERAGE,
                    nightshift.command("registry", "coverage", "--output", "json").run().wallMs());
            Document ours = new Document("name", RegistryReports.class.getName());
            database.getCollection("companies").deleteMany(ours);
            database.getCollection("alerts").deleteMany(ours);
        }
    }

    private static void add(MongoDatabase database, String company) {
        Date now = Date.from(Instant.EPOCH);
        String name = RegistryReports.class.getName();
        database.getCollection("companies")
                .insertOne(
                        new Document("_id", company)
                                .append("name", name)
                                .append("region", "US")
                                .append("status", "ACTIVE")
                                .append("createdAt", now)
                                .append("updatedAt", now));
        List<Document> alerts = new ArrayList<>();
        for (String code : CODES) {
            alerts.add(
                    new Document("_id", company + code)
                            .append("companyId", company)
                            .append("name", name)
                            .append("code", code)
                            .append("lastAt", now)
                            .append("updatedAt", now));
        }
        database.getCollection("alerts").insertMany(alerts);
    }

    @Override
    public void judge(Results results) {
        results.judge("registry scan : 5 s", SCAN, SCAN_LIMIT, Sense.AT_MOST, 1);
    }
}
