package dev.nightshift.drills.run;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.faults.Undo;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.DrillSummary;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillResult;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.order.Refusal;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.report.Evidence;
import dev.nightshift.drills.report.Reports;
import dev.nightshift.drills.surroundings.Claim;
import dev.nightshift.drills.surroundings.Subject;
import dev.nightshift.drills.surroundings.Surroundings;
import dev.nightshift.drills.watchdog.Healing;
import dev.nightshift.drills.watchdog.LeaseFile;
import dev.nightshift.drills.watchdog.LeftOvers;
import dev.nightshift.drills.watchdog.Watchdog;
import dev.nightshift.drills.watchdog.WorkFolder;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The drills of a data dir: runs one at a time and knows all that were run here. Thread-safe. */
public final class Drills {
    /** Room that must be free on the disk of the journal. */
    static final long NEEDED_BYTES = 32L * 1024 * 1024;

    private static final Duration HEALED_SOON = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final Path home;
    private final LeftOvers leftOvers;
    private final InstantSource clock;
    private final long neededBytes;
    private final Steadiness steadiness;

    /**
     * Drills below a data dir.
     *
     * @param dataDir of the service
     */
    public Drills(Path dataDir, InstantSource clock) {
        this(dataDir, clock, NEEDED_BYTES, Steadiness.OF_A_SERVICE);
    }

    Drills(Path dataDir, InstantSource clock, long neededBytes, Steadiness steadiness) {
        this.steadiness = steadiness;
        this.home = dataDir.resolve("drills");
        this.leftOvers = new LeftOvers(dataDir, home);
        this.clock = clock;
        this.neededBytes = neededBytes;
    }

    /** Ends all of them. */
    public SafetyLever lever() {
        return new SafetyLever(home, clock);
    }

    /**
     * Runs a drill in this thread.
     *
     * @param stop asked all the time
     * @throws NightshiftException DRILL_REFUSED when something stands against it; DISK_FULL when
     *     there is no room for its journal; then no fault was injected
     */
    public DrillResult run(DrillOrder order, Surroundings surroundings, StopSource stop) {
        try (DrillLock held = DrillLock.take(home);
                Interruption interruption = new Interruption()) {
            var _ = held;
            refuseWhileSomethingIsLeft();
            leftOvers.clean();
            lever().pulled()
                    .reason()
                    .ifPresent(
                            reason -> {
                                throw new NightshiftException(
                                        FailureCode.DRILL_REFUSED,
                                        "The drill was not begun: the safety lever is pulled (%s)."
                                                .formatted(reason),
                                        "Run nightshift drill stop-all: it puts the lever back once"
                                                + " nothing is left.");
                            });
            String id = id(order.experiment(), clock.instant());
            Path folder = home.resolve(id);
            try (Journal journal = Journal.begin(folder, clock, neededBytes)) {
                return run(
                        id,
                        order,
                        surroundings,
                        interruption.or(stop).or(lever().pulled()),
                        journal);
            }
        }
    }

    /** Waits for a watchdog that heals just now. */
    private void refuseWhileSomethingIsLeft() {
        Healing healing = new Healing(clock);
        boolean healed =
                Waiting.until(
                        HEALED_SOON,
                        () -> {
                            var _ = healing.sweep(home);
                            return Healing.holding(home).isEmpty();
                        });
        if (!healed) {
            throw new NightshiftException(
                    FailureCode.DRILL_REFUSED,
                    "The drill was not begun: faults of %s are not taken back."
                            .formatted(String.join(", ", Healing.holding(home))),
                    "See that the servers answer, then run nightshift drill stop-all until nothing"
                            + " is left. By hand: docs/runbooks/drill-rollback.md.");
        }
    }

    private String id(Experiment experiment, Instant now) {
        String id = "%s-%s".formatted(experiment.name(), STAMP.format(now));
        String free = id;
        for (int number = 2; Files.exists(home.resolve(free)); number++) {
            free = id + "-" + number;
        }
        return free;
    }

    private DrillResult run(
            String id,
            DrillOrder order,
            Surroundings surroundings,
            StopSource stop,
            Journal journal) {
        refuseFor(surroundings.refusals(), id, order, Optional.empty(), surroundings, journal);
        try (Claim claim =
                orRefused(() -> surroundings.claim(id, order), id, order, surroundings, journal)) {
            if (order.live()) {
                // Whoever began meanwhile did so before the claim could be seen.
                refuseFor(
                        surroundings.refusals(),
                        id,
                        order,
                        Optional.empty(),
                        surroundings,
                        journal);
            }
            return claimed(id, order, surroundings, stop.or(claim), journal);
        }
    }

    private DrillResult claimed(
            String id,
            DrillOrder order,
            Surroundings surroundings,
            StopSource stop,
            Journal journal) {
        LeaseFile leases = new LeaseFile(home.resolve(id));
        WorkFolder work = new WorkFolder(leases.folder());
        // Before anything is started, so that nothing outlives a drill that dies meanwhile.
        try (Watchdog watchdog =
                        orRefused(
                                () -> Watchdog.start(leases, standing(order, work)),
                                id,
                                order,
                                surroundings,
                                journal);
                WorkFolder gone = work;
                Subject subject =
                        orRefused(
                                () -> surroundings.open(order, work),
                                id,
                                order,
                                surroundings,
                                journal)) {
            var _ = gone;
            refuseFor(
                    surroundings.preflight(subject),
                    id,
                    order,
                    Optional.of(subject),
                    surroundings,
                    journal);
            try (AutoCloseable window = surroundings.mute(order, subject.workload().companies())) {
                var _ = window;
                Beginning.write(id, order, Optional.of(subject), surroundings, journal);
                DrillRunner runner =
                        new DrillRunner(
                                order, subject, journal, leases, watchdog, clock, stop, steadiness);
                return drill(id, runner, work, journal);
            } catch (RuntimeException failed) {
                throw failed;
            } catch (Exception stays) {
                throw new IllegalStateException("a maintenance window stays open", stays);
            }
        }
    }

    private List<LeaseFile.Fault> standing(DrillOrder order, WorkFolder work) {
        return order.live()
                ? List.of()
                : List.of(
                        new LeaseFile.Fault(
                                "servers of the lab",
                                clock.instant().plus(LONGEST),
                                Undo.endServers(work.path())));
    }

    /** What the drill needs; a drill that does not get it is one that was refused. */
    private static <T> T orRefused(
            Supplier<T> needed,
            String id,
            DrillOrder order,
            Surroundings surroundings,
            Journal journal) {
        try {
            return needed.get();
        } catch (NightshiftException missing) {
            Beginning.write(id, order, Optional.empty(), surroundings, journal);
            ended(journal, DrillState.REFUSED, missing.message());
            throw missing;
        }
    }

    /** A drill has an end though its ledger cannot be kept; what is wrong, or empty. */
    private static String keepLedger(WorkFolder work, Journal journal) {
        try {
            work.keepLedger().ifPresent(kept -> journal.write(Events.KEPT, kept));
            return "";
        } catch (NightshiftException unkept) {
            return unkept.message();
        }
    }

    private DrillResult drill(String id, DrillRunner runner, WorkFolder work, Journal journal) {
        Path folder = home.resolve(id);
        DrillRunner.End end = runner.run();
        String unkept = keepLedger(work, journal);
        Evidence evidence = Evidence.of(Chain.read(journal.path()));
        List<String> missed = new ArrayList<>();
        if (end.state() == DrillState.PASSED || end.state() == DrillState.FAILED) {
            if (!evidence.isRtoMet()) {
                missed.add("the time to recovery is above its target, or not known");
            }
            if (!evidence.isRpoMet()) {
                missed.add("acknowledged writes are lost");
            }
            if (evidence.isAny("ghost")) {
                missed.add("writes that were refused are there all the same");
            }
            if (evidence.isAny("duplicate")) {
                missed.add("writes are there more than once");
            }
        }
        DrillState state = missed.isEmpty() ? end.state() : DrillState.FAILED;
        if (!unkept.isEmpty()) {
            state = state == DrillState.PASSED ? DrillState.INCOMPLETE : state;
            missed.add(unkept);
        }
        if (!end.reason().isEmpty()) {
            missed.addFirst(end.reason());
        }
        String reason = String.join("; ", missed);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("state", state.name());
        data.put("reason", reason);
        if (evidence.rtoMs() != null) {
            data.put("rtoMs", evidence.rtoMs());
        }
        end.ledger().ifPresent(ledger -> data.put("lost", ledger.writes().lost()));
        journal.write(Events.ENDED, data);
        var _ = Reports.write(Chain.read(journal.path()), folder);
        return new DrillResult(id, state, folder, journal.head(), reason);
    }

    private void refuseFor(
            List<Refusal> refusals,
            String id,
            DrillOrder order,
            Optional<Subject> subject,
            Surroundings surroundings,
            Journal journal) {
        for (Refusal refusal : refusals) {
            Optional<String> against = refusal.against(order);
            if (against.isPresent()) {
                Beginning.write(id, order, subject, surroundings, journal);
                ended(journal, DrillState.REFUSED, against.get());
                throw refused(against.get(), refusal.hint());
            }
        }
    }

    private static void ended(Journal journal, DrillState state, String reason) {
        journal.write(Events.ENDED, Map.of("state", state.name(), "reason", reason));
    }

    private static NightshiftException refused(String why, String hint) {
        return new NightshiftException(
                FailureCode.DRILL_REFUSED, "The drill was not begun: " + why, hint);
    }

    /** The folder of a drill that was run here; empty when it was not. */
    public Optional<Path> folder(String drillId) {
        Path folder = home.resolve(drillId).normalize();
        return folder.startsWith(home) && Files.exists(folder.resolve(Journal.FILE))
                ? Optional.of(folder)
                : Optional.empty();
    }

    /** The folders of all drills that were run here. */
    public List<Path> folders() {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(home)) {
            return all.filter(folder -> Files.exists(folder.resolve(Journal.FILE)))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All drills that were run here, the oldest first; a journal without a line is none yet. */
    public List<DrillSummary> list() {
        return folders().stream()
                .map(folder -> Chain.read(folder.resolve(Journal.FILE)))
                .filter(chain -> !chain.lines().isEmpty())
                .map(DrillSummary::of)
                .toList();
    }
}
