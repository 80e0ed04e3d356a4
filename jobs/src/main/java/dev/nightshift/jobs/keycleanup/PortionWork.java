package dev.nightshift.jobs.keycleanup;

import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.redis.SweepPace;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.readers.mongo.expired.ExpiredDocuments;
import dev.nightshift.readers.redis.KeyBatch;
import dev.nightshift.writers.mongo.expired.ExpiredRemoval;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Does a portion and counts what it did. A portion that is repeated removes nothing twice. Used by
 * one thread.
 */
final class PortionWork implements ItemStreamWriter<Portion>, StepExecutionListener {
    /** The artefact that says that counts are not of distinct keys. */
    private static final String INEXACT = "inexact";

    private static final Logger log = LoggerFactory.getLogger(PortionWork.class);

    private final RunHandle run;
    private final int companies;
    private final KeyWork keys;
    private final ExpiredDocuments documents;
    private final ExpiredRemoval removal;
    private final SweepPace pace;
    private final Verdicts verdicts;
    private final Tally tally;
    private final Instant now;
    private final long total;
    private long done;

    /**
     * For a run.
     *
     * @param pace of removing documents
     */
    PortionWork(
            RunHandle run,
            int companies,
            KeyWork keys,
            ExpiredDocuments documents,
            ExpiredRemoval removal,
            SweepPace pace,
            Verdicts verdicts,
            Tally tally,
            Instant now,
            long total) {
        this.run = run;
        this.companies = companies;
        this.keys = keys;
        this.documents = documents;
        this.removal = removal;
        this.pace = pace;
        this.verdicts = verdicts;
        this.tally = tally;
        this.now = now;
        this.total = total;
    }

    @Override
    public void beforeStep(StepExecution step) {
        tally.restore(step.getExecutionContext());
        keys.restore(step.getExecutionContext());
        done = step.getExecutionContext().getLong("keys.done", 0);
    }

    @Override
    public void update(ExecutionContext position) {
        tally.store(position);
        keys.store(position);
        position.putLong("keys.done", done);
    }

    @Override
    public void write(Chunk<? extends Portion> portions) {
        for (Portion portion : portions) {
            switch (portion) {
                case Portion.Keys some -> sweep(some.batch());
                case Portion.Orphans some -> keys.removeOrphans(some.batch());
                case Portion.Documents some -> remove(some);
                case Portion.LeftDocuments some -> remove(some);
                case Portion.Verdicts some -> verdicts.tell(some.companies(), tally);
            }
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("companies", (long) companies);
        counts.putAll(tally.totals());
        run.progress(new RunProgress(counts, done, Math.max(done, total)));
    }

    private void sweep(KeyBatch batch) {
        if (keys.beginsAnew(batch)) {
            done = 0;
            log.atWarn()
                    .addKeyValue("module", KeyCleanupJob.NAME)
                    .addKeyValue("event", "keys.counted.anew")
                    .addKeyValue("runId", run.runId())
                    .log(
                            "Redis is another server than before, or was restarted: its keys are"
                                    + " counted from the beginning.");
        }
        done += batch.keys().size();
        keys.sweep(batch);
        keys.inexact().ifPresent(why -> run.artefact(INEXACT, why));
        if (batch.position().ended()) {
            keys.doubts().forEach((space, doubt) -> run.artefact("doubtful/" + space, doubt));
        }
    }

    private void remove(Portion.Documents some) {
        TenantContext context = run.platform().in(some.company());
        Tally.Counts counts = tally.of(some.company().value(), some.space().name());
        if (some.first()) {
            counts.add(
                    documents.all(context, some.space()),
                    documents.count(context, some.space(), now),
                    0);
        }
        counts.add(
                0,
                0,
                removal.remove(
                        context,
                        some.space().collection(),
                        some.expired(),
                        ExpiredDocuments.filter(some.space(), now)));
        spent(some.expired());
    }

    private void remove(Portion.LeftDocuments some) {
        TenantContext context = run.platform().in(some.company());
        Tally.Counts counts = tally.of(Tally.GONE, some.space().name());
        if (some.first()) {
            long all = documents.all(context, some.space());
            counts.add(all, all, 0);
        }
        counts.removed(
                removal.remove(context, some.space().collection(), some.ids(), new Document()));
        spent(some.ids());
    }

    private void spent(List<Object> documents) {
        if (!documents.isEmpty()) {
            pace.spent(documents.size());
        }
    }
}
