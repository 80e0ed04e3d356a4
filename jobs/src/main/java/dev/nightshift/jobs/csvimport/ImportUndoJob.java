package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.mongo.ImportUndo;
import dev.nightshift.writers.mongo.TenantImportJournal;
import dev.nightshift.writers.mongo.TenantLeadStore;
import dev.nightshift.writers.mongo.UndoReport;
import dev.nightshift.writers.mongo.merge.ImportStamp;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes one import back: removes what it inserted, restores what it updated, leaves alone and
 * reports what was changed since. Thread-safe. A run that died or was stopped goes on where it was.
 */
public final class ImportUndoJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "csv-import-undo";

    static final String IMPORT_ID = "importId";

    private final ImportLedger ledger;
    private final TenantStore store;
    private final ImportTargets targets;
    private final InstantSource clock;

    public ImportUndoJob(
            ImportLedger ledger, TenantStore store, ImportTargets targets, InstantSource clock) {
        this.ledger = ledger;
        this.store = store;
        this.targets = targets;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        Step undo =
                new StepBuilder("undo", run.repository())
                        .tasklet(
                                (contribution, context) -> {
                                    undo(run);
                                    return RepeatStatus.FINISHED;
                                },
                                run.transactions())
                        .build();
        return run.job(undo);
    }

    private void undo(RunHandle run) throws JobInterruptedException {
        TenantContext context = run.tenant();
        String importId =
                java.util.Objects.requireNonNull(run.parameters().get(IMPORT_ID), IMPORT_ID);
        ImportLedger.Entry entry = ledger.require(context, importId);
        ledger.undoing(context, importId, clock.instant());
        try (TenantLeadStore leads = new TenantLeadStore(store, context)) {
            ImportUndo undo =
                    new ImportUndo(
                            leads,
                            new TenantImportJournal(store, context),
                            importId,
                            new ImportStamp(entry.startedAt()));
            // An attempt that died between its last step and the ledger left only the entry to do.
            Optional<UndoReport> finished = undo.finished();
            UndoReport report =
                    finished.isPresent() ? finished.get() : undo.undo(run::stopRequested);
            if (report == null) {
                run.checkpoint();
                throw new JobInterruptedException("stopped between batches");
            }
            targets.invalidateCache(context);
            ledger.undone(context, importId, report, clock.instant());
            run.artefact(IMPORT_ID, importId);
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("removed", report.removed());
            counts.put("restored", report.restored());
            counts.put("changedSince", report.changedSince());
            run.progress(new RunProgress(counts, 1, 1L));
        }
    }
}
