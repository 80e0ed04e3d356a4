package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.ImportReport.CacheInvalidation;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.MaxRejects;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.readers.csv.Inspection;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The end of an import. After the last batch the accounts must add up and the file must be the one
 * that was begun with; then the rejects file gets its name, the company's cache is emptied and the
 * ledger closed. An import that ends early gets its figures into the ledger too, and what it has
 * written out of the cache. What an attempt says that another has followed is not written. Safe to
 * repeat. Used by one step's thread.
 */
final class Settlement implements StepExecutionListener {
    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final RunHandle run;
    private final ImportOptions options;
    private final MaxRejects maxRejects;
    private final ImportLedger.Entry entry;
    private final Inspection file;
    private final ImportLedger ledger;
    private final ImportTargets targets;
    private final InstantSource clock;
    private @Nullable ImportCounts counts;
    private @Nullable RejectsSink rejects;
    private Runnable drain = () -> {};

    Settlement(
            RunHandle run,
            ImportOptions options,
            MaxRejects maxRejects,
            ImportLedger.Entry entry,
            Inspection file,
            ImportLedger ledger,
            ImportTargets targets,
            InstantSource clock) {
        this.run = run;
        this.options = options;
        this.maxRejects = maxRejects;
        this.entry = entry;
        this.file = file;
        this.ledger = ledger;
        this.targets = targets;
        this.clock = clock;
        describe();
    }

    /** What the report says of the file, which only this attempt has looked at. */
    private void describe() {
        if (!options.dryRun()) {
            run.artefact("importId", entry.importId());
        }
        run.artefact("vendor", file.vendor());
        run.artefact("charset", file.dialect().charset().name());
        run.artefact("delimiter", String.valueOf(file.dialect().delimiter()));
    }

    /**
     * The import begins, or goes on.
     *
     * @param inFlight waits for the batch that is being written, and books it
     */
    void opened(ImportCounts accounts, RejectsSink sink, Runnable inFlight) {
        counts = accounts;
        rejects = sink;
        drain = inFlight;
    }

    /**
     * Settles a file that was read to its end.
     *
     * @throws NightshiftException ACCOUNTS_DIFFER, TOO_MANY_REJECTS, FILE_CHANGED or LEASE_LOST
     */
    void settle(ImportCounts accounts) {
        if (!accounts.addUp()) {
            throw new NightshiftException(
                    FailureCode.ACCOUNTS_DIFFER,
                    "The accounts of run %d do not add up: %s."
                            .formatted(run.runId(), accounts.asMap()),
                    "Report this: it is a fault of the service, not of the file.");
        }
        if (maxRejects.isExceededAtEndBy(accounts.rejected(), accounts.read())) {
            throw MergeStep.tooManyRejects(accounts, maxRejects);
        }
        file.file().requireUnchanged();
        Optional<Path> rejected = Objects.requireNonNull(rejects).publish();
        rejected.ifPresent(path -> run.artefact("rejectsFile", path.toString()));
        if (!close("COMPLETED", accounts, rejected.map(Path::toString).orElse(null))) {
            throw ImportLedger.taken(run.tenant(), entry.importId());
        }
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        ImportCounts accounts = counts;
        if (step.getStatus() != BatchStatus.COMPLETED && accounts != null) {
            drain.run();
            String state = step.getStatus() == BatchStatus.STOPPED ? "STOPPED" : "FAILED";
            if (!close(state, accounts, null)) {
                log.atWarn()
                        .addKeyValue("runId", run.runId())
                        .addKeyValue("importId", entry.importId())
                        .addKeyValue("event", "import_taken")
                        .log("another attempt has the import; what this one knows is not kept");
            }
        }
        return null;
    }

    /** False when the import is not this attempt's any more. */
    private boolean close(String state, ImportCounts accounts, @Nullable String rejectsFile) {
        if (options.dryRun()) {
            run.artefact("cacheInvalidation", CacheInvalidation.NOT_NEEDED.name());
            return true;
        }
        CacheInvalidation invalidation =
                accounts.hasWritten()
                        ? targets.invalidateCache(run.tenant())
                        : CacheInvalidation.NOT_NEEDED;
        run.artefact("cacheInvalidation", invalidation.name());
        Map<String, Object> figures = new LinkedHashMap<>(accounts.asMap());
        figures.put("rejectsByCode", accounts.rejectsByCode());
        figures.put("warningsByCode", accounts.warningsByCode());
        if (rejectsFile != null) {
            figures.put("rejectsFile", rejectsFile);
        }
        if (!ledger.record(
                run.tenant(), entry.importId(), run.attempt(), state, figures, clock.instant())) {
            return false;
        }
        log.atInfo()
                .addKeyValue("companyId", run.tenant().companyId())
                .addKeyValue("requestId", run.tenant().requestId())
                .addKeyValue("feature", run.tenant().feature())
                .addKeyValue("module", "csvimport")
                .addKeyValue("event", "import_" + state.toLowerCase(java.util.Locale.ROOT))
                .addKeyValue("importId", entry.importId())
                .addKeyValue("runId", run.runId())
                .addKeyValue("read", accounts.read())
                .addKeyValue("rejected", accounts.rejected())
                .addKeyValue("durationMs", clock.millis() - entry.startedAt().toEpochMilli())
                .addKeyValue("status", state)
                .log("import settled");
        return true;
    }
}
