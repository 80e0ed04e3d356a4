package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.data.LeadFile;
import dev.nightshift.benchmarks.data.Vendor;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Peers;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Program;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;
import dev.nightshift.benchmarks.peers.InsertCeiling;
import dev.nightshift.benchmarks.peers.StockImport;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows a second of a fresh import, a forced repetition and a dry run, beside the stock Spring Batch
 * job, mongoimport where there is one, and the driver's own ceiling: same file, same server.
 */
public final class ImportSpeed implements Experiment {
    private final Plan plan;
    private final Nightshift nightshift;
    private final Peers peers;
    private final Leads leads;
    private final Path file;
    private final Optional<Path> mongoimport;

    public ImportSpeed(Plan plan, Nightshift nightshift, Peers peers) throws IOException {
        this.plan = plan;
        this.nightshift = nightshift;
        this.peers = peers;
        this.leads = new Leads(nightshift.mongodbUri());
        this.file = plan.work().resolve("leads-%d.csv".formatted(plan.rows()));
        this.mongoimport = onPath("mongoimport");
        if (!Files.exists(file)) {
            LeadFile.of(Vendor.NEXTGEN, plan.rows()).writeTo(file);
        }
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        leads.drop();
        String uri = leads.uri();
        String company = nightshift.newCompany("bench-%d-%d".formatted(System.nanoTime(), number));
        results.add(
                "dry run, rows/s",
                nightshift.importFile(file, company, "--dry-run").rowsPerSecond());
        var fresh = nightshift.importFile(file, company);
        results.add("fresh import, rows/s", fresh.rowsPerSecond());
        results.add("fresh import, process, ms", fresh.outcome().wallMs());
        results.add("fresh import, peak memory, KB", (double) fresh.outcome().peakKb());
        results.add(
                "ceiling: insertMany from two threads, rows/s",
                peers.rowsPerSecond(InsertCeiling.class, uri, leads.database(), company));
        var again = nightshift.importFile(file, company, "--force");
        if (again.report().get("inserted").asLong() + again.report().get("updated").asLong() > 0) {
            throw new IOException("The repetition modified leads: " + again.report());
        }
        results.add("forced repetition, rows/s", again.rowsPerSecond());
        leads.drop();
        results.add(
                "peer: stock Spring Batch job, rows/s",
                peers.rowsPerSecond(StockImport.class, uri, leads.database(), file.toString()));
        if (mongoimport.isPresent()) {
            leads.drop();
            results.add("peer: mongoimport, rows/s", mongoimport(mongoimport.get()));
            results.add("peer: mongoimport again, rows/s", mongoimport(mongoimport.get()));
        }
        leads.drop();
    }

    private double mongoimport(Path binary) throws IOException, InterruptedException {
        List<String> command =
                List.of(
                        binary.toString(),
                        "--uri=" + leads.uri(),
                        "--db=" + leads.database(),
                        "--collection=peer_leads",
                        "--type=csv",
                        "--headerline",
                        "--mode=upsert",
                        "--upsertFields=phone,email",
                        "--file=" + file);
        return plan.rows() * 1_000.0 / new Program(command, Map.of(), plan.work()).run().wallMs();
    }

    @Override
    public void judge(Results results) {
        String fresh = "fresh import, rows/s";
        results.judge(
                "fresh import : stock job",
                fresh,
                "peer: stock Spring Batch job, rows/s",
                Sense.AT_LEAST,
                4);
        results.judge(
                "fresh import : ceiling",
                fresh,
                "ceiling: insertMany from two threads, rows/s",
                Sense.AT_LEAST,
                0.7);
        results.judge(
                "forced repetition : fresh import",
                "forced repetition, rows/s",
                fresh,
                Sense.AT_LEAST,
                2);
        if (mongoimport.isPresent()) {
            results.judge(
                    "fresh import : mongoimport",
                    fresh,
                    "peer: mongoimport, rows/s",
                    Sense.AT_LEAST,
                    2.5);
            results.judge(
                    "forced repetition : mongoimport",
                    "forced repetition, rows/s",
                    "peer: mongoimport again, rows/s",
                    Sense.AT_LEAST,
                    4);
        } else {
            results.note("mongoimport was not found on the PATH, so it is not compared.");
        }
    }

    private static Optional<Path> onPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator)) {
            Path binary = Path.of(folder, name);
            if (Files.isExecutable(binary)) {
                return Optional.of(binary);
            }
        }
        return Optional.empty();
    }
}
