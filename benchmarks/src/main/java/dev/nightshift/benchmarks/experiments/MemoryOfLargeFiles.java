package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.data.LeadFile;
import dev.nightshift.benchmarks.data.Vendor;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Peak memory of the process that imports a small and a large file, with the 256 MB of heap that
 * the launcher gives it. Each people repeats after a while, so that the server's side stays small
 * while the importer has all the rows to read.
 */
public final class MemoryOfLargeFiles implements Experiment {
    private static final int BYTES_PER_ROW = 300;

    private final Plan plan;
    private final Nightshift nightshift;
    private final Leads leads;

    public MemoryOfLargeFiles(Plan plan, Nightshift nightshift) {
        this.plan = plan;
        this.nightshift = nightshift;
        this.leads = new Leads(nightshift.mongodbUri());
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        measure(plan.smallMb(), number, "small file, peak memory, KB", results);
        measure(plan.largeMb(), number, "large file, peak memory, KB", results);
    }

    private void measure(int megabytes, int number, String name, Results results)
            throws IOException, InterruptedException {
        Path file = plan.work().resolve("leads-%dmb.csv".formatted(megabytes));
        if (!Files.exists(file)) {
            long rows = megabytes * 1_000_000L / BYTES_PER_ROW;
            new LeadFile(Vendor.NEXTGEN, rows, 0.02, repetitions(megabytes)).writeTo(file);
        }
        leads.drop();
        String company = nightshift.newCompany("memory-%d-%d".formatted(System.nanoTime(), number));
        results.add(name, (double) nightshift.importFile(file, company).outcome().peakKb());
        leads.drop();
    }

    /** As many people as the small file has. */
    private double repetitions(int megabytes) {
        return 1 - 0.95 * plan.smallMb() / megabytes;
    }

    @Override
    public void judge(Results results) {
        results.judge(
                "peak memory, %d MB file : %d MB file".formatted(plan.largeMb(), plan.smallMb()),
                "large file, peak memory, KB",
                "small file, peak memory, KB",
                Sense.AT_MOST,
                1.05);
    }
}
