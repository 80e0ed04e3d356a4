package dev.nightshift.drills.run;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.experiment.Probe;
import dev.nightshift.drills.experiment.Step;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.report.Evidence;
import dev.nightshift.drills.report.Phases;
import dev.nightshift.drills.surroundings.Counted;
import dev.nightshift.drills.surroundings.Subject;
import dev.nightshift.drills.timing.Phase;
import dev.nightshift.drills.timing.Timing;
import dev.nightshift.drills.watchdog.LeaseFile;
import dev.nightshift.drills.watchdog.Watchdog;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Runs one drill in the calling thread: hypothesis, method, hypothesis, rollbacks, ledger. Whatever
 * happens, what was injected is healed before it returns. Used once.
 */
final class DrillRunner {
    private static final long LOOK_MILLIS = 100;

    private final DrillOrder order;
    private final Experiment experiment;
    private final Subject subject;
    private final Journal journal;
    private final LeaseFile leases;
    private final Watchdog watchdog;
    private final InstantSource clock;
    private final StopSource stop;
    private final Steadiness steadiness;
    private final Faults faults;
    private final Watch watch;
    private final Judgement judgement;
    private final List<String> injected = new ArrayList<>();
    // The thread that looks says so, too.
    private volatile @Nullable String incomplete;
    private @Nullable String aborted;
    private volatile boolean overdue;

    /**
     * A drill to be run once.
     *
     * @param steadiness when the load is believed to be steady
     */
    DrillRunner(
            DrillOrder order,
            Subject subject,
            Journal journal,
            LeaseFile leases,
            Watchdog watchdog,
            InstantSource clock,
            StopSource stop,
            Steadiness steadiness) {
        this.order = order;
        this.steadiness = steadiness;
        this.experiment = order.experiment();
        this.subject = subject;
        this.journal = journal;
        this.leases = leases;
        this.watchdog = watchdog;
        this.clock = clock;
        this.stop = stop;
        this.faults =
                new Faults(
                        subject.target(),
                        journal,
                        leases,
                        watchdog.standing(),
                        clock,
                        experiment.terms().lease());
        this.judgement = new Judgement(experiment.hypothesis(), journal);
        this.watch =
                new Watch(
                        subject.workload(),
                        journal,
                        clock,
                        experiment.hypothesis(),
                        experiment.terms().stopConditions());
    }

    /** How it ended, and why in a sentence. */
    record End(DrillState state, String reason, Optional<Counted> ledger) {}

    End run() {
        ScheduledExecutorService looking =
                Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().daemon().name("drill-watch").unstarted(task));
        Optional<Counted> ledger = Optional.empty();
        try {
            subject.workload().start();
            var _ =
                    looking.scheduleWithFixedDelay(
                            this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            try {
                if (steadyBefore()) {
                    method();
                    after();
                }
            } catch (RuntimeException failed) {
                incomplete = Reasons.of(failed);
                journal.write(Events.STOPPING, Map.of("reason", Reasons.of(failed)));
            } finally {
                rollbacks();
                looking.close();
            }
            ledger = count();
            if (!watchdog.isThere()) {
                incomplete = "the watchdog ended before the drill did";
            }
        } finally {
            looking.close();
        }
        return end(ledger);
    }

    private void look() {
        try {
            watch.look();
            overdue |= faults.healOverdue();
        } catch (RuntimeException failed) {
            // The next look may see again; a journal that takes nothing ends the drill by itself.
            incomplete = "the load could not be watched: " + Reasons.of(failed);
        }
    }

    private Optional<String> found() {
        if (overdue) {
            return Optional.of("a fault lasted longer than its lease");
        }
        return leases.healedByWatchdog()
                ? Optional.of("the watchdog took a fault back")
                : watch.stopCondition().map(condition -> "stop condition: " + condition.told());
    }

    /** Whether the drill is to end early; says so once. */
    private boolean isToEnd() {
        // Asked though it is known: a thread that was interrupted could not wait.
        Optional<String> asked = stop.reason();
        if (aborted == null) {
            asked.or(this::found)
                    .ifPresent(
                            reason -> {
                                aborted = reason;
                                journal.write(Events.STOPPING, Map.of("reason", reason));
                            });
        }
        return aborted != null;
    }

    /** Waits for it; false when the drill is to end meanwhile, too. */
    private boolean came(Duration atMost, BooleanSupplier condition) {
        boolean came = Waiting.until(atMost, () -> isToEnd() || condition.getAsBoolean());
        return !isToEnd() && came;
    }

    private void pause(Duration planned) {
        Duration paced = order.paced(planned);
        if (!paced.isZero()) {
            var _ = came(paced, () -> false);
        }
    }

    private boolean steadyBefore() {
        Looked looked = new Looked(watch, look -> isSteady(look, settled(steadiness.before())));
        boolean steady = came(steadiness.patience(), looked);
        judgement.hypothesis("before", looked.look().values());
        if (!steady && aborted == null) {
            incomplete = "there was no steady state to begin with";
        }
        return steady;
    }

    private void method() {
        for (Step step : experiment.method()) {
            if (isToEnd()) {
                return;
            }
            if (order.leavesOut(step)) {
                judgement.said(
                        step instanceof Probe ? Events.PROBE : Events.ACTION,
                        step,
                        clock.instant(),
                        Map.of("output", "left out: for a lab only"));
                continue;
            }
            switch (step) {
                case Probe probe -> ask(probe);
                case Step.Inject inject -> inject(inject);
                case Step.Act act -> act(act, Events.ACTION);
            }
        }
    }

    private void inject(Step.Inject step) {
        pause(step.pauses().before());
        if (isToEnd()) {
            return;
        }
        Instant start = clock.instant();
        String done = faults.inject(step, () -> watch.injected(step.name()));
        judgement.said(Events.ACTION, step, start, Map.of("output", done));
        injected.add(step.name());
        pause(step.pauses().after());
    }

    private void act(Step.Act step, String event) {
        pause(step.pauses().before());
        Instant start = clock.instant();
        switch (step.kind()) {
            case HEAL -> {
                List<String> healed = heal(step.of(), "method");
                judgement.said(
                        event,
                        step,
                        start,
                        Map.of(
                                "output",
                                healed.isEmpty()
                                        ? "nothing to heal"
                                        : "taken back: " + String.join(", ", healed)));
            }
            case AWAIT_STEADY -> awaitSteady(step, start, event);
            case PURGE_CACHES -> {
                long keys = subject.workload().purgeCaches();
                journal.write(Events.PURGED, Map.of("keys", keys));
                judgement.said(event, step, start, Map.of("output", keys + " keys dropped"));
            }
        }
        pause(step.pauses().after());
    }

    /** Again for what would not heal: a server that comes back late takes it then. */
    private List<String> heal(String name, String by) {
        List<String> healed = new ArrayList<>(faults.heal(name, by));
        for (int attempt = 1; attempt < 4 && faults.isThere(name); attempt++) {
            var _ = Waiting.until(Duration.ofSeconds(1), () -> false);
            healed.addAll(faults.heal(name, by));
        }
        return healed;
    }

    private void awaitSteady(Step.Act step, Instant start, String event) {
        Optional<Instant> steady = Optional.empty();
        Looked looked = new Looked(watch, look -> isSteady(look, settled(step.steadyFor())));
        if (came(step.within(), looked)) {
            steady = looked.look().steadySince();
        }
        if (steady.isPresent()) {
            journal.write(
                    Events.MARK,
                    Map.of("mark", "steady", "since", steady.get().toString(), "fault", last()));
            judgement.said(event, step, start, Map.of("output", "steady", "met", true));
        } else if (aborted == null) {
            judgement.broken(
                    "'%s': not steady within %d s"
                            .formatted(step.name(), step.within().toSeconds()));
            judgement.said(event, step, start, Map.of("output", "not steady", "met", false));
        }
    }

    private Duration settled(Duration planned) {
        Duration paced = order.paced(planned);
        return paced.compareTo(steadiness.least()) < 0 ? steadiness.least() : paced;
    }

    private boolean isSteady(Watch.Look look, Duration lasting) {
        return look.steadySince()
                .filter(since -> !since.plus(lasting).isAfter(clock.instant()))
                .isPresent();
    }

    private String last() {
        return injected.isEmpty() ? "" : injected.getLast();
    }

    private void ask(Probe probe) {
        Instant start = clock.instant();
        Looked looked = new Looked(watch, look -> look.holds(probe));
        var _ = came(probe.within(), looked);
        if (aborted != null) {
            return;
        }
        judgement.asked(probe, looked.look().values(), start);
    }

    private void after() {
        if (!isToEnd()) {
            // A moment of a busy machine is no verdict: it has some time to hold.
            Looked looked = new Looked(watch, look -> isSteady(look, Duration.ZERO));
            var _ = came(steadiness.patience(), looked);
            if (aborted == null) {
                judgement.hypothesis("after", looked.look().values());
            }
        }
    }

    /** For what was applied, however the method ended; none keeps another from being done. */
    private void rollbacks() {
        for (String name : heal("", "rollback")) {
            journal.write(
                    Events.ROLLBACK,
                    Map.of("step", "heal " + name, "output", "healed", "start", now()));
        }
        if (!faults.names().isEmpty()) {
            incomplete = "not healed: " + String.join(", ", faults.names());
        }
        if (injected.isEmpty()) {
            return;
        }
        for (Step step : experiment.rollbacks()) {
            try {
                if (step instanceof Step.Act act) {
                    act(act, Events.ROLLBACK);
                }
            } catch (RuntimeException failed) {
                journal.write(
                        Events.ROLLBACK,
                        Map.of(
                                "step", step.name(),
                                "failed", true,
                                "output", Reasons.of(failed),
                                "start", now()));
                incomplete = "a rollback failed: " + step.name();
            }
        }
    }

    private String now() {
        return clock.instant().toString();
    }

    private Optional<Counted> count() {
        try {
            Instant end = clock.instant();
            Counted ledger = subject.workload().finish();
            Map<String, Object> data = ledger.toData();
            data.put("beside", subject.workload().beside());
            journal.write(Events.LEDGER, data);
            latencies(end);
            judgement.ledger(ledger, clock.instant());
            return Optional.of(ledger);
        } catch (RuntimeException failed) {
            incomplete = "the writes could not be counted: " + Reasons.of(failed);
            return Optional.empty();
        }
    }

    private void latencies(Instant end) {
        for (Phase phase : Phases.of(Evidence.of(Chain.read(journal.path())), end)) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("phase", phase.name());
            data.put(
                    "spans",
                    phase.spans().stream().map(span -> span.from() + " to " + span.to()).toList());
            data.put(
                    "requests",
                    subject.workload().timings(phase).stream().map(Timing::toData).toList());
            journal.write(Events.LATENCY, data);
        }
    }

    private End end(Optional<Counted> ledger) {
        if (leases.healedByWatchdog()) {
            return new End(DrillState.HEALED_BY_WATCHDOG, "the watchdog took a fault back", ledger);
        }
        if (aborted != null) {
            return new End(DrillState.ABORTED, aborted, ledger);
        }
        if (incomplete != null) {
            return new End(DrillState.INCOMPLETE, incomplete, ledger);
        }
        String broken = judgement.reason();
        return broken.isEmpty()
                ? new End(DrillState.PASSED, "", ledger)
                : new End(DrillState.FAILED, broken, ledger);
    }
}
