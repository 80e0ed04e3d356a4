package dev.nightshift.jobs.backfill.stages;

import dev.nightshift.jobs.backfill.company.KeysTask;
import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantIndexes;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInterruptedException;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the indexes of a migration when no company has duplicates any more. They may have come in
 * since, or be of a company that is left out: then every company is to be looked at again. Used by
 * one thread.
 */
public final class IndexBuild {
    private final SchemaMigration schema;
    private final Surroundings around;
    private final Records records;

    public IndexBuild(SchemaMigration schema, Surroundings around, Records records) {
        this.schema = schema;
        this.around = around;
        this.records = records;
    }

    /**
     * Builds what is missing.
     *
     * @param leftOut companies that were not looked at
     * @return what stands against it; null when nothing does. The companies of the records are
     *     PENDING then
     * @throws JobInterruptedException when the run is to end before they are there
     */
    public Gates.@Nullable Closed build(Collection<Company> leftOut)
            throws JobInterruptedException, InterruptedException {
        TenantIndexes indexes =
                around.mongo().platform().indexes(around.run().platform(), schema.collection());
        try {
            for (IndexPlan plan : schema.indexes()) {
                LongBuild.await(around.run(), () -> indexes.build(plan));
            }
            return null;
        } catch (NightshiftException against) {
            if (against.code() != FailureCode.MONGODB_UNSUITABLE) {
                throw against;
            }
            for (CompanyRecord record : records.all()) {
                if (record.state() == CompanyState.DONE) {
                    var _ =
                            records.put(
                                    around.ledger()
                                            .save(
                                                    around.run().platform().in(record.company()),
                                                    record.change()
                                                            .state(CompanyState.PENDING)
                                                            .done()));
                }
            }
            return closed(against.message().replaceFirst("\\.$", ""), inTheWay(leftOut));
        }
    }

    private static Gates.Closed closed(String reason, Map<CompanyId, String> inTheWay) {
        return new Gates.Closed(
                inTheWay,
                inTheWay.isEmpty()
                        ? reason
                        : "%s; left out, and in the way: %s"
                                .formatted(reason, Gates.named(List.copyOf(inTheWay.keySet()))));
    }

    private Map<CompanyId, String> inTheWay(Collection<Company> leftOut) {
        Map<CompanyId, String> found = new TreeMap<>();
        for (Company company : leftOut) {
            Records own = new Records(List.of(CompanyRecord.pending(company.id(), schema.id(), 0)));
            CompanyTask look = new KeysTask(schema, "", around, own, true);
            try {
                look.work(company);
            } catch (JobInterruptedException asked) {
                return found;
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                return found;
            }
            long duplicates = own.of(company.id()).counts().failed();
            if (duplicates > 0) {
                found.put(
                        company.id(),
                        "%d of its documents have a key that is to be unique and is another's"
                                .formatted(duplicates));
            }
        }
        return found;
    }
}
