package dev.nightshift.benchmarks.experiments;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import dev.nightshift.benchmarks.data.ManyCompanies;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Program;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;

import org.bson.Document;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * How long {@code status} takes with many companies, from the start of its process to its end: each
 * has eighteen verdicts of service levels, seven key spaces that were looked at, and six alerts,
 * one of them of today.
 */
public final class Review implements Experiment {
    private static final String STATUS = "status, ms";
    private static final String LIMIT = "status limit, ms";
    private static final List<String> WRITTEN = List.of("slo_state", "key_health", "alerts");
    private static final int LEVELS = 18;
    private static final int SPACES = 7;
    private static final int OLD_ALERTS = 5;

    private final Plan plan;
    private final Nightshift nightshift;

    public Review(Plan plan, Nightshift nightshift) {
        this.plan = plan;
        this.nightshift = nightshift;
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        nightshift.newCompany("status-%d-%d".formatted(System.nanoTime(), number));
        try (MongoClient client = MongoClients.create(nightshift.mongodbUri())) {
            MongoDatabase database =
                    client.getDatabase(new Leads(nightshift.mongodbUri()).database());
            WRITTEN.forEach(name -> database.getCollection(name).drop());
            ManyCompanies companies = new ManyCompanies(database, plan.companies());
            companies.add();
            fill(companies, InstantSource.system().instant());
            results.add(STATUS, status());
            results.add(LIMIT, 3_000);
            companies.remove();
            WRITTEN.forEach(name -> database.getCollection(name).drop());
        }
    }

    private static void fill(ManyCompanies companies, Instant now) {
        List<Document> levels = new ArrayList<>();
        List<Document> keys = new ArrayList<>();
        List<Document> alerts = new ArrayList<>();
        for (String id : companies.ids()) {
            Document slos = new Document();
            Document briefs = new Document();
            for (int n = 0; n < LEVELS; n++) {
                slos.append("level-" + n, verdict(now));
                briefs.append("level-" + n, "PASS");
            }
            levels.add(
                    new Document("_id", id)
                            .append("companyId", id)
                            .append("slos", slos)
                            .append("briefs", briefs)
                            .append("updatedAt", Date.from(now)));
            Document spaces = new Document();
            for (int n = 0; n < SPACES; n++) {
                spaces.append(
                        "space-" + n,
                        new Document("keys", 1_000L)
                                .append("expired", 10L)
                                .append("removed", 0L)
                                .append("level", "HEALTHY"));
            }
            keys.add(
                    new Document("_id", id)
                            .append("companyId", id)
                            .append("checkedAt", Date.from(now))
                            .append("level", "HEALTHY")
                            .append("spaces", spaces));
            for (int n = 0; n <= OLD_ALERTS; n++) {
                alerts.add(alert(id, n, now));
            }
        }
        companies.insert("slo_state", levels);
        companies.insert("key_health", keys);
        companies.insert("alerts", alerts);
    }

    /** As a probe keeps it. */
    private static Document verdict(Instant now) {
        return new Document("code", "SLO_NIGHTSHIFT_ALERTS_EMIT_P95")
                .append("tab", "NIGHTSHIFT")
                .append("indicator", "latency")
                .append("budget", "p95 below 250 ms")
                .append("verdict", "PASS")
                .append("reason", "")
                .append("severity", null)
                .append("requests", 150L)
                .append("failed", 0L)
                .append("p50Ms", 90.0)
                .append("p50LowMs", 80.0)
                .append("p50HighMs", 100.0)
                .append("p95Ms", 200.0)
                .append("p95LowMs", 190.0)
                .append("p95HighMs", 210.0)
                .append("share", null)
                .append("budgetLeft", 0.9)
                .append("fastBurn", 0.1)
                .append("slowBurn", 0.1)
                .append("fastBurning", false)
                .append("slowBurning", false)
                .append("runId", 1L)
                .append("at", Date.from(now));
    }

    private static Document alert(String company, int number, Instant now) {
        Date at = Date.from(now.minus(Duration.ofDays(number)));
        return new Document("_id", company + "-" + number)
                .append("companyId", company)
                .append("code", "NOTES_SAVE_DB_ERROR")
                .append("severity", number % 2 == 0 ? "WARNING" : "INFO")
                .append("message", "Notes cannot be saved.")
                .append("firstAt", at)
                .append("lastAt", at)
                .append("updatedAt", at);
    }

    /** Nobody serves here, so it exits with 1. */
    private double status() throws IOException, InterruptedException {
        Program launcher = nightshift.command("status", "--output", "json");
        List<String> words = new ArrayList<>(List.of("sh", "-c", "\"$@\" || [ $? = 1 ]", "sh"));
        words.addAll(launcher.command());
        return new Program(words, launcher.environment(), launcher.folder()).run().wallMs();
    }

    @Override
    public void judge(Results results) {
        results.judge(
                "status with %,d companies : 3 s".formatted(plan.companies()),
                STATUS,
                LIMIT,
                Sense.AT_MOST,
                1);
    }
}
