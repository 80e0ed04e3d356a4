package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.data.LeadFile;
import dev.nightshift.benchmarks.data.Vendor;
import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Time per row in a company with few and with many leads: half of the file's rows are known
 * already, half are new. A scan of the collection anywhere would show as a large ratio.
 */
public final class Growth implements Experiment {
    private final Plan plan;
    private final Nightshift nightshift;
    private final Leads leads;

    public Growth(Plan plan, Nightshift nightshift) {
        this.plan = plan;
        this.nightshift = nightshift;
        this.leads = new Leads(nightshift.mongodbUri());
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        measure(plan.fewLeads(), number, "few leads, us/row", results);
        measure(plan.manyLeads(), number, "many leads, us/row", results);
    }

    private void measure(int leadsBefore, int number, String name, Results results)
            throws IOException, InterruptedException {
        Path before = plan.work().resolve("growth-before.csv");
        Path file = plan.work().resolve("growth.csv");
        new LeadFile(Vendor.NEXTGEN, leadsBefore, 0, 0).writeTo(before);
        new LeadFile(Vendor.NEXTGEN, plan.growthRows(), 0, 0)
                .startingAt(leadsBefore - plan.growthRows() / 2)
                .writeTo(file);
        leads.drop();
        String company = nightshift.newCompany("growth-%d-%d".formatted(System.nanoTime(), number));
        nightshift.importFile(before, company);
        results.add(name, 1e6 / nightshift.importFile(file, company).rowsPerSecond());
        leads.drop();
    }

    @Override
    public void judge(Results results) {
        results.judge(
                "time per row, %,d leads : %,d leads".formatted(plan.manyLeads(), plan.fewLeads()),
                "many leads, us/row",
                "few leads, us/row",
                Sense.AT_MOST,
                1.5);
    }
}
