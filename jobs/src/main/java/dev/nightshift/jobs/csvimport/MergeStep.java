package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.batch.Position;
import dev.nightshift.jobs.csvimport.batch.RowBatch;
import dev.nightshift.jobs.csvimport.normalise.NormalisedRow;
import dev.nightshift.jobs.csvimport.order.MaxRejects;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.platform.leads.RowProblem;
import dev.nightshift.writers.csv.RejectedRow;
import dev.nightshift.writers.mongo.PendingBatch;
import dev.nightshift.writers.mongo.merge.RowOutcome;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes the batches: merges their offers, keeps their rejects, and books every row under its
 * outcome. A batch is on its way to the store while the next one is read and planned: a chunk hands
 * one over, books the one before, and leaves the position behind that one in the execution context.
 * Only when this is committed is the new one started, so that never more than one batch is begun
 * behind the committed position. Used by one step's thread; a batch that is written again gives the
 * same outcome.
 */
final class MergeStep implements ItemStreamWriter<RowBatch> {
    /** Merges the offers of one batch: for real, or into the overlay of a dry run. */
    interface Merge extends AutoCloseable {
        /** Hands a batch over, to be started when the one before is written. */
        PendingBatch prepare(long batch, List<LeadOffer> offers);

        /** Frees what the merge holds; what it wrote stays. */
        @Override
        default void close() {}
    }

    private static final Logger log = LoggerFactory.getLogger(MergeStep.class);

    private final RunHandle run;
    private final Merge merge;
    private final RejectsSink.Opening rejectsAt;
    private final MaxRejects maxRejects;
    private final Settlement settlement;
    private final long totalBytes;
    private @Nullable RejectsSink rejects;
    private ImportCounts counts = new ImportCounts();
    private Position position = new Position(0, 0, 0, 0);
    private @Nullable InFlight inFlight;

    /** A batch that was handed over. */
    private record InFlight(RowBatch batch, PendingBatch pending) {}

    MergeStep(
            RunHandle run,
            Merge merge,
            RejectsSink.Opening rejectsAt,
            MaxRejects maxRejects,
            Settlement settlement,
            long totalBytes) {
        this.run = run;
        this.merge = merge;
        this.rejectsAt = rejectsAt;
        this.settlement = settlement;
        this.maxRejects = maxRejects;
        this.totalBytes = totalBytes;
    }

    @Override
    public void open(ExecutionContext context) {
        position = Position.from(context);
        counts = ImportCounts.from(context);
        rejects = rejectsAt.at(position.rejectsBytes());
        settlement.opened(counts, rejects, this::drain);
    }

    @Override
    public void write(Chunk<? extends RowBatch> batches) {
        // Of what is committed, so that the batch that crossed the limit is accounted for.
        if (isLimitCrossed()) {
            throw tooManyRejects(counts, maxRejects);
        }
        for (RowBatch batch : batches) {
            PendingBatch next = merge.prepare(batch.number(), offers(batch));
            settle();
            if (batch.last()) {
                settlement.settle(counts);
            } else {
                startOnceCommitted(batch, next);
            }
        }
    }

    private boolean isLimitCrossed() {
        return maxRejects.isExceededBy(counts.rejected(), counts.read());
    }

    private static List<LeadOffer> offers(RowBatch batch) {
        List<LeadOffer> offers = new ArrayList<>(batch.rows().size());
        for (RowBatch.Row row : batch.rows()) {
            if (row.result() instanceof NormalisedRow.Accepted(LeadOffer offer, var warnings)) {
                offers.add(offer);
            }
        }
        return offers;
    }

    private void startOnceCommitted(RowBatch batch, PendingBatch pending) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        if (!run.stopRequested() && !isLimitCrossed()) {
                            pending.start();
                            inFlight = new InFlight(batch, pending);
                        }
                    }
                });
    }

    /** Books the batch that is being written, as soon as it is. */
    private void settle() {
        InFlight written = inFlight;
        if (written != null) {
            inFlight = null;
            book(written.batch(), written.pending().outcomes());
        }
    }

    /** At an early end: what is on its way is written, and counts, though it will be repeated. */
    private void drain() {
        try {
            settle();
        } catch (NightshiftException failure) {
            // The step ends early anyway; its restart repeats the batch.
            log.atWarn()
                    .addKeyValue("runId", run.runId())
                    .addKeyValue("event", "batch_in_flight_failed")
                    .setCause(failure)
                    .log("the batch in flight was not written");
        }
    }

    private void book(RowBatch batch, List<RowOutcome> outcomes) {
        RejectsSink open = Objects.requireNonNull(rejects, "open() comes first");
        int next = 0;
        for (RowBatch.Row row : batch.rows()) {
            switch (row.result()) {
                case NormalisedRow.Rejected(var line, var problem, var field, var message) ->
                        reject(open, row, problem, field, message);
                case NormalisedRow.Accepted accepted ->
                        book(open, row, accepted, outcomes.get(next++));
            }
        }
        if (next != outcomes.size()) {
            throw new IllegalStateException("a batch's outcomes are not one for each row");
        }
        counts.read(batch.rows().size());
        position =
                new Position(batch.number() + 1, batch.endOffset(), batch.endLine(), open.commit());
        run.progress(new RunProgress(counts.withCodes(), batch.endOffset(), totalBytes));
    }

    private void book(
            RejectsSink open,
            RowBatch.Row row,
            NormalisedRow.Accepted accepted,
            RowOutcome outcome) {
        switch (outcome.kind()) {
            case INSERTED -> counts.inserted();
            case UPDATED -> counts.updated();
            case UNCHANGED -> counts.unchanged();
            case REJECTED -> {
                RowProblem problem =
                        Objects.requireNonNull(outcome.problem(), "a rejected row has a problem");
                reject(open, row, problem, outcome.field(), outcome.message());
                return;
            }
        }
        accepted.warnings().forEach(warning -> counts.warned(warning.problem()));
    }

    private void reject(
            RejectsSink open,
            RowBatch.Row row,
            RowProblem problem,
            @Nullable LeadField field,
            String message) {
        counts.rejected(problem);
        open.reject(
                new RejectedRow(
                        row.record().line(),
                        row.record().values(),
                        row.record().raw(),
                        problem.name(),
                        field == null ? "" : field.fieldName(),
                        message));
    }

    @Override
    public void update(ExecutionContext context) {
        position.saveTo(context);
        counts.saveTo(context);
    }

    static NightshiftException tooManyRejects(ImportCounts counts, MaxRejects maxRejects) {
        return new NightshiftException(
                FailureCode.TOO_MANY_REJECTS,
                "%d of %d rows were rejected, more than --max-rejects %s."
                        .formatted(counts.rejected(), counts.read(), maxRejects),
                "See the rejects file; raise the limit to go on where it stopped, or take it"
                        + " back with `import undo`.");
    }

    @Override
    public void close() {
        merge.close();
        if (rejects != null) {
            rejects.close();
            rejects = null;
        }
    }
}
