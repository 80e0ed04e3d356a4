package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.company.KeysTask;
import dev.nightshift.jobs.backfill.company.PlanTask;
import dev.nightshift.jobs.backfill.company.sample.Samples;
import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Guarded;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.jobs.backfill.stages.StagePlan;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.mongo.index.IndexPlans;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Looks at all companies at once and writes nothing. What it found in short is left with the run,
 * for whoever goes on with one that was paused or died.
 */
final class PlanCourse implements Course {
    private final BackfillJob.Parts parts;
    private final RunHandle run;
    private final Migration migration;
    private final BackfillOptions options;
    private final Consumer<PlanReport> found;
    private final List<Company> companies;
    private final Records records;
    private final Samples samples = new Samples();
    private final CompanyTask task;
    private boolean begun;

    /**
     * @param found told what was, when all companies were looked at
     */
    PlanCourse(
            BackfillJob.Parts parts,
            Migration migration,
            Surroundings around,
            Consumer<PlanReport> found) {
        this.parts = parts;
        this.run = around.run();
        this.migration = migration;
        this.found = found;
        this.options = BackfillOptions.of(run.parameters());
        StagePlan plan =
                StagePlan.of(
                        migration.id(),
                        parts.companies().list(run.platform()),
                        Instant.MAX,
                        options.stages(),
                        options.pins(),
                        options.excluded());
        this.companies = plan.all();
        Map<CompanyId, Integer> stages = plan.byCompany();
        this.records =
                new Records(
                        companies.stream()
                                .map(
                                        company ->
                                                CompanyRecord.pending(
                                                        company.id(),
                                                        migration.id(),
                                                        stages.getOrDefault(company.id(), 0)))
                                .toList());
        this.task =
                Guarded.planning(
                        switch (migration) {
                            case DataMigration data -> new PlanTask(data, around, records, samples);
                            case SchemaMigration schema ->
                                    new KeysTask(schema, "", around, records, true);
                        },
                        around,
                        records);
    }

    @Override
    public @Nullable Leg next() {
        if (begun) {
            return null;
        }
        begun = true;
        return new Leg(companies, task);
    }

    @Override
    public boolean done() {
        PlanReport report =
                PlanReport.of(
                        run.runId(),
                        migration,
                        parts.migrations().show(run.platform(), migration.id()).state().name(),
                        options,
                        records.all(),
                        samples,
                        missing());
        run.artefact("matches", Long.toString(report.matches()));
        run.artefact("wouldChange", Long.toString(report.wouldChange()));
        run.artefact("wouldFail", Long.toString(report.wouldFail()));
        run.artefact("etaMs", Long.toString(report.etaMs()));
        if (!report.missingIndexes().isEmpty()) {
            run.artefact("missingIndexes", String.join(", ", report.missingIndexes()));
        }
        if (!report.notes().isEmpty()) {
            run.artefact("notes", String.join("; ", report.notes()));
        }
        found.accept(report);
        return true;
    }

    private List<String> missing() {
        var indexes = parts.mongo().platform().indexes(run.platform(), migration.collection());
        List<IndexPlan> needed = new ArrayList<>(List.of(IndexPlans.PAGING));
        if (migration instanceof SchemaMigration schema) {
            needed.addAll(schema.indexes());
        }
        return needed.stream().filter(plan -> !indexes.has(plan)).map(IndexPlan::name).toList();
    }

    @Override
    public String slower() {
        return "nightshift backfill plan %s, with a lower --rate or --concurrency."
                .formatted(migration.id());
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public long total() {
        return 0;
    }
}
