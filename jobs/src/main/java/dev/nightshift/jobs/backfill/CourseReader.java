package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.load.HealthSignals;
import dev.nightshift.jobs.backfill.load.HealthSignals.Advice;
import dev.nightshift.jobs.backfill.load.HealthSignals.Judgement;
import dev.nightshift.jobs.backfill.load.Throttle;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.Counts;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows a course: a crew works at the companies of a leg while this reader gives the run's
 * progress, a few times a second, as the items of its step. So the run commits, pauses and ends
 * like any other, at most one batch of each company later. Positions are in the companies' ledger.
 * Used by one step's thread.
 */
final class CourseReader implements ItemStreamReader<RunProgress> {
    private static final Logger log = LoggerFactory.getLogger(CourseReader.class);
    private static final String BEFORE = "backfill.before";
    private static final long TICK_MS = 100;
    private static final long SIGNALS_EVERY = Duration.ofSeconds(1).toNanos();

    private final RunHandle run;
    private final Course course;
    private final Throttle throttle;
    private final MongoStores mongo;
    private final Consumer<Throttle> limits;
    private final HealthSignals health = new HealthSignals(System::nanoTime);
    private final CountDownLatch never = new CountDownLatch(1);
    private @Nullable Crew crew;
    private boolean ended;
    private boolean resting;
    private long signalsAt;

    /** What other runs had done before this one: it is no speed of this one's. */
    private long before;

    /**
     * @param limits sets what an operator may have changed since; asked once a second
     */
    CourseReader(
            RunHandle run,
            Course course,
            Throttle throttle,
            MongoStores mongo,
            Consumer<Throttle> limits) {
        this.run = run;
        this.course = course;
        this.throttle = throttle;
        this.mongo = mongo;
        this.limits = limits;
        this.signalsAt = System.nanoTime();
    }

    @Override
    public void open(ExecutionContext context) {
        before = context.getLong(BEFORE, course.seen());
    }

    @Override
    public @Nullable RunProgress read() throws InterruptedException {
        try {
            return followed();
        } catch (JobInterruptedException asked) {
            resting = true;
            return progress();
        }
    }

    private @Nullable RunProgress followed() throws JobInterruptedException, InterruptedException {
        while (!ended) {
            Crew working = crew;
            if (working == null) {
                if (resting) {
                    // Until the step hears that the run is to pause, or to end.
                    var _ = never.await(TICK_MS, TimeUnit.MILLISECONDS);
                    course.heed();
                    return progress();
                }
                Course.Leg leg = course.next();
                if (leg == null) {
                    ended = true;
                    return progress();
                }
                crew = Crew.at(leg.companies(), throttle.slots(), leg.task());
                continue;
            }
            boolean over = working.await(TICK_MS);
            working.requireSound();
            if (run.stopRequested()) {
                // What the batches in flight do is part of what the run says it did.
                working.close();
                return progress();
            }
            if (!over) {
                course.look();
                followSignals();
                return progress();
            }
            crew = null;
            if (!course.done()) {
                resting = true;
                return progress();
            }
        }
        return null;
    }

    private void followSignals() {
        long now = System.nanoTime();
        if (now - signalsAt < SIGNALS_EVERY) {
            return;
        }
        signalsAt = now;
        course.heed();
        limits.accept(throttle);
        Judgement judgement = judgement();
        throttle.follow(judgement);
        if (judgement.advice() != Advice.GO) {
            log.atWarn()
                    .addKeyValue("runId", run.runId())
                    .addKeyValue("module", "backfill")
                    .addKeyValue("event", "backfill.strain")
                    .addKeyValue("status", judgement.advice())
                    .log(judgement.reason());
        }
        if (judgement.advice() == Advice.STOP) {
            throw new NightshiftException(
                    FailureCode.STORE_OVERLOADED,
                    "The backfill stopped to spare the store: %s.".formatted(judgement.reason()),
                    "When the store has recovered: " + course.slower());
        }
    }

    // A server that fails over answers nothing for a while; whether it is away for good is told by
    // the reads and writes of the crew, which try again.
    private Judgement judgement() {
        try {
            return health.judge(mongo.health());
        } catch (NightshiftException away) {
            if (away.code() != FailureCode.MONGODB_UNAVAILABLE) {
                throw away;
            }
            return new Judgement(Advice.SLOW, "MongoDB does not answer");
        }
    }

    private RunProgress progress() {
        Counts all = Counts.NONE;
        long restored = 0;
        long changedSince = 0;
        long done = 0;
        long failed = 0;
        for (CompanyRecord record : course.records().all()) {
            all = all.plus(record.counts());
            restored += record.restored();
            changedSince += record.changedSince();
            done +=
                    record.state() == CompanyState.DONE
                                    || record.state() == CompanyState.ROLLED_BACK
                            ? 1
                            : 0;
            failed += record.state() == CompanyState.FAILED ? 1 : 0;
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("companies", done);
        counts.put("companiesFailed", failed);
        counts.put("changed", all.changed());
        counts.put("unchanged", all.unchanged());
        counts.put("failed", all.failed());
        counts.put("conflicts", all.conflicts());
        if (restored + changedSince > 0) {
            counts.put("restored", restored);
            counts.put("changedSince", changedSince);
        }
        long seen = course.seen();
        RunProgress progress = new RunProgress(counts, Math.max(0, seen - before), total(seen));
        run.progress(progress);
        return progress;
    }

    /** Null while it is not known how much there is. */
    private @Nullable Long total(long seen) {
        long total = course.total();
        return total == 0 ? null : Long.valueOf(Math.max(0, Math.max(seen, total) - before));
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong("attempt", run.attempt());
        context.putLong(BEFORE, before);
    }

    @Override
    public void close() {
        Crew working = crew;
        if (working != null) {
            working.close();
        }
    }
}
