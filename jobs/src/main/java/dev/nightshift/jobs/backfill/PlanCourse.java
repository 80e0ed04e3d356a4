package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.company.CompanyTask;
import dev.nightshift.jobs.backfill.company.KeysTask;
import dev.nightshift.jobs.backfill.company.PlanTask;
import dev.nightshift.jobs.backfill.company.Records;
import dev.nightshift.jobs.backfill.company.Samples;
import dev.nightshift.jobs.backfill.company.Surroundings;
import dev.nightshift.jobs.backfill.stages.StagePlan;
import dev.nightshift.jobs.runs.RunHandle;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.platform.companies.Company;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Looks at all companies at once and writes nothing. */
final class PlanCourse implements Course {
    private final String migration;
    private final List<Company> companies;
    private final Records records;
    private final Samples samples = new Samples();
    private final CompanyTask task;
    private boolean begun;

    PlanCourse(BackfillJob.Parts parts, Migration migration, Surroundings around) {
        RunHandle run = around.run();
        this.migration = migration.id();
        BackfillOptions options = BackfillOptions.of(run.parameters());
        StagePlan plan =
                StagePlan.of(
                        migration.id(),
                        parts.companies().list(run.platform()),
                        Instant.MAX,
                        options.stages(),
                        options.pins(),
                        options.excluded());
        this.companies = plan.all();
        this.records =
                new Records(
                        companies.stream()
                                .map(
                                        company ->
                                                CompanyRecord.pending(
                                                        company.id(),
                                                        migration.id(),
                                                        plan.stageOf(company.id())))
                                .toList());
        this.task =
                switch (migration) {
                    case DataMigration data -> new PlanTask(data, around, records, samples);
                    case SchemaMigration schema -> new KeysTask(schema, "", around, records, true);
                };
    }

    Samples samples() {
        return samples;
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
        return true;
    }

    @Override
    public String slower() {
        return "nightshift backfill plan %s, with a lower --rate or --concurrency."
                .formatted(migration);
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
