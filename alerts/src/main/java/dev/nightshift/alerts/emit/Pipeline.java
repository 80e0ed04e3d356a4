package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.redis.AlertClaims;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * From the emit to the record. A caller's thread cleans the alert and appends it to this process's
 * journal on disk, which is the queue: bounded, and still there when the process is killed. One
 * thread takes it from there into MongoDB, waits while that is away, and adopts the journals of
 * processes that ended before they were done. Thread-safe.
 */
public final class Pipeline implements AlertService, AutoCloseable {
    static final String REFUSED = "refused.txt";

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
    private static final int BATCH = 20_000;
    private static final long IDLE_MILLIS = 5_000;
    private static final long RETRY_MILLIS = 500;

    private final Path folder;
    private final Limits limits;
    private final Journal journal;
    private final Recorder recorder;
    private final Standby standby;
    private final InstantSource clock;

    /** Held while lines pass from those that wait to those that are counted. */
    private final Object tally = new Object();

    private final LongAdder emitted = new LongAdder();
    private final LongAdder recorded = new LongAdder();
    private final LongAdder suppressed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Losses losses;
    private final LongAdder adopted = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    /**
     * What the pipeline may use.
     *
     * @param journalBytes on disk at most, for what waits
     * @param patience at the end, for what waits; the rest stays on disk for whoever comes next
     */
    public record Limits(long journalBytes, Duration patience) {
        /** Half a gigabyte, and five seconds. */
        public static final Limits DEFAULT = new Limits(512L << 20, Duration.ofSeconds(5));
    }

    private Pipeline(
            Path folder,
            Limits limits,
            Journal journal,
            Recorder recorder,
            Standby standby,
            InstantSource clock,
            Losses losses) {
        this.losses = losses;
        this.folder = folder;
        this.limits = limits;
        this.journal = journal;
        this.recorder = recorder;
        this.standby = standby;
        this.clock = clock;
    }

    /**
     * Opens a journal in the folder and begins to record.
     *
     * @param standby what happens while nothing can be recorded
     * @param redisAway told once each time Redis is found away
     * @param loud told once, on a thread of its own, when alerts begin to be lost
     * @throws IOException when the folder cannot be written
     */
    public static Pipeline open(
            Path folder,
            Limits limits,
            AlertStore store,
            HeartbeatLog heartbeats,
            AlertClaims claims,
            Keys keys,
            Standby standby,
            Runnable redisAway,
            InstantSource clock,
            Consumer<String> loud)
            throws IOException {
        PrivateFiles.directory(folder);
        Pipeline pipeline =
                new Pipeline(
                        folder,
                        limits,
                        Journal.create(folder, limits.journalBytes()),
                        new Recorder(
                                store,
                                store.trials(),
                                heartbeats,
                                new Dedup(claims, clock, redisAway),
                                keys,
                                standby),
                        standby,
                        clock,
                        new Losses(loud));
        Thread.ofPlatform().name("alerts-recorder").daemon().start(pipeline::work);
        return pipeline;
    }

    @Override
    public void sendAlert(TenantContext context, Alert alert) {
        emitted.increment();
        try {
            if (!journal.append(Emit.of(context, alert, clock.instant()).toLine())) {
                lose(context, "the journal is full or closed", alert.code());
            }
        } catch (IOException | RuntimeException failed) {
            lose(context, failed.getClass().getSimpleName(), alert.code());
        }
    }

    /**
     * Sends a trial the way of every alert; it is not among the counts.
     *
     * @return false when it could not be kept
     */
    public boolean sendTrial(TenantContext context, String code, Severity severity, String trial) {
        try {
            return journal.append(
                    Emit.trial(context, code, severity, clock.instant(), trial).toLine());
        } catch (IOException | RuntimeException failed) {
            log.atWarn()
                    .addKeyValue("companyId", context.companyId())
                    .addKeyValue("event", "trial.lost")
                    .log("A trial could not be kept: {}", failed.toString());
            return false;
        }
    }

    private void lose(TenantContext context, String why, String code) {
        losses.add(context, why, code);
        try {
            journal.lose();
        } catch (IOException | RuntimeException uncounted) {
            // It is in the counters of this process still.
        }
    }

    /** What became of the alerts of this process so far. */
    public Counters counters() {
        synchronized (tally) {
            return new Counters(
                    emitted.sum(),
                    recorded.sum(),
                    suppressed.sum(),
                    refused.sum(),
                    losses.count(),
                    adopted.sum(),
                    journal.pending());
        }
    }

    /** What waits, no part of it being counted already or not yet. */
    private long waiting() {
        synchronized (tally) {
            return journal.pending();
        }
    }

    private void work() {
        try {
            boolean more = true;
            while (more) {
                more = step();
            }
        } catch (InterruptedException endOfProcess) {
            Thread.currentThread().interrupt();
        } finally {
            done.countDown();
        }
    }

    /** False when closing and nothing waits. */
    private boolean step() throws InterruptedException {
        try {
            if (journal.pending() > 0) {
                drain(journal, false);
                return true;
            }
            if (closing.getCount() == 0) {
                return false;
            }
            if (tellLosses()) {
                return true;
            }
            adoptOrphans();
            journal.await(IDLE_MILLIS);
        } catch (IOException | RuntimeException away) {
            log.atWarn()
                    .addKeyValue("event", "alerts.unrecorded")
                    .addKeyValue("pendingBytes", journal.pending())
                    .log("Alerts wait on disk: {}", away.toString());
            tellOf(away);
            if (closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private void tellOf(Exception away) {
        try {
            standby.waiting(
                    away instanceof NightshiftException known
                            && known.code() == FailureCode.MONGODB_UNAVAILABLE);
        } catch (RuntimeException failed) {
            log.atError()
                    .addKeyValue("event", "alerts.untold")
                    .setCause(failed)
                    .log("Nobody could be told that alerts wait");
        }
    }

    private void drain(Journal from, boolean replayed) throws IOException {
        Journal.Batch batch = from.read(BATCH);
        Recorder.Outcome outcome = recorder.record(from.id(), batch.lines(), replayed);
        for (String line : outcome.unreadable()) {
            refuse(line);
        }
        synchronized (tally) {
            from.commit(batch.next());
            recorded.add(outcome.recorded());
            suppressed.add(outcome.suppressed());
            refused.add(outcome.unreadable().size());
        }
    }

    /** Whether there was something to tell, and it is in the journal now; one thread at a time. */
    private synchronized boolean tellLosses() {
        boolean told = false;
        for (Losses.Telling telling : losses.take(clock.instant())) {
            if (kept(telling.emit())) {
                emitted.increment();
                losses.healed();
                told = true;
            } else {
                losses.giveBack(telling);
            }
        }
        return told;
    }

    private boolean kept(Emit emit) {
        try {
            return journal.append(emit.toLine());
        } catch (IOException stillFull) {
            return false;
        }
    }

    private void refuse(String line) throws IOException {
        Path file = PrivateFiles.file(folder.resolve(REFUSED));
        Files.writeString(file, line + '\n', StandardOpenOption.APPEND);
    }

    private void adoptOrphans() throws IOException {
        List<Path> others;
        try (Stream<Path> folders = Files.list(folder)) {
            others = folders.filter(Files::isDirectory).sorted().toList();
        }
        for (Path other : others) {
            if (journal.pending() > 0) {
                return;
            }
            if (!other.endsWith(journal.id())) {
                Optional<Journal> orphan = Journal.adopt(other, limits.journalBytes());
                if (orphan.isPresent()) {
                    adopt(orphan.get());
                }
            }
        }
    }

    private void adopt(Journal orphan) throws IOException {
        long before = recorded.sum() + suppressed.sum();
        try (orphan) {
            while (orphan.pending() > 0 && closing.getCount() > 0) {
                drain(orphan, true);
            }
        } finally {
            adopted.add(recorded.sum() + suppressed.sum() - before);
        }
    }

    /** Waits until everything handed over so far is recorded; false when that takes longer. */
    public boolean flush(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (waiting() > 0 && System.nanoTime() < deadline) {
            if (done.await(5, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        return waiting() == 0;
    }

    @Override
    public void close() {
        var _ = tellLosses();
        journal.seal();
        try {
            var _ = flush(limits.patience());
            closing.countDown();
            journal.seal();
            var _ = done.await(limits.patience().toMillis(), TimeUnit.MILLISECONDS);
            losses.settle();
        } catch (InterruptedException hurry) {
            closing.countDown();
            Thread.currentThread().interrupt();
        }
        try {
            journal.close();
        } catch (IOException kept) {
            log.atWarn().addKeyValue("event", "alerts.journal").log("{}", kept.toString());
        }
    }
}
