package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.util.List;
import java.util.Optional;

/** Takes imports back: the entry point for the command line and tests. Thread-safe. */
public final class ImportUndos {
    /**
     * What an undo did, all attempts together.
     *
     * @param changedLeads ids of the first leads that were left alone
     */
    public record Report(String importId, RunReport run, List<String> changedLeads) {}

    private final ImportLedger ledger;
    private final JobStarter starter;
    private final RunRegistry registry;

    public ImportUndos(ImportLedger ledger, JobStarter starter, RunRegistry registry) {
        this.ledger = ledger;
        this.starter = starter;
        this.registry = registry;
    }

    /**
     * Takes an import back, in this thread, until the run rests.
     *
     * @throws NightshiftException NOT_FOUND, ALREADY_UNDONE, or ALREADY_RUNNING while it imports
     */
    public Report run(TenantContext context, String importId, RunListener listener) {
        ImportLedger.Entry entry = ledger.require(context, importId);
        if (ImportLedger.UNDONE.equals(entry.document().getString("state"))) {
            throw new NightshiftException(
                    FailureCode.ALREADY_UNDONE,
                    "Import %s is undone already.".formatted(importId),
                    "");
        }
        if (isAtWork(context, entry)) {
            throw new NightshiftException(
                    FailureCode.ALREADY_RUNNING,
                    "Import %s is still running as run %d.".formatted(importId, entry.runId()),
                    "Stop it first: runs stop %d".formatted(entry.runId()));
        }
        RunReport run = start(context, importId, listener);
        Document undo = ledger.require(context, importId).document().get("undo", new Document());
        return new Report(importId, run, undo.getList("changedLeads", String.class, List.of()));
    }

    /** A run that is purged, or of another relational store, is not known here any more. */
    private boolean isAtWork(TenantContext context, ImportLedger.Entry entry) {
        return registry.find(entry.runId())
                .filter(run -> run.state().isActive())
                .filter(run -> run.job().equals(CsvImportJob.NAME))
                .filter(run -> context.companyId().equals(run.companyId()))
                .filter(run -> entry.isOf(ImportMark.of(run)))
                .isPresent();
    }

    private RunReport start(TenantContext context, String importId, RunListener listener) {
        String instance = context.companyId() + "/" + importId;
        Optional<RunRow> earlier = starter.resumable(ImportUndoJob.NAME, instance);
        if (earlier.isPresent()) {
            return starter.restart(
                    earlier.get().runId(), context.actor(), context.requestId(), listener);
        }
        return starter.start(
                RunRequest.forCompany(ImportUndoJob.NAME, context, instance)
                        .with(ImportUndoJob.IMPORT_ID, importId)
                        .exclusive(CsvImports.exclusiveKey(context)),
                listener);
    }
}
