package dev.nightshift.drills.run;

import dev.nightshift.drills.experiment.Step;
import dev.nightshift.drills.faults.Applied;
import dev.nightshift.drills.faults.FaultRequest;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.watchdog.LeaseFile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The faults of a drill while they are there. Each is leased: written down for the watchdog, and
 * healed when its lease is over, whatever the drill does meanwhile. Thread-safe.
 */
final class Faults {
    private record Held(Applied applied, Instant until, Map<String, String> undo) {}

    private final Target target;
    private final Journal journal;
    private final LeaseFile leases;
    private final InstantSource clock;
    private final Duration lease;
    private final List<LeaseFile.Fault> standing;
    private final Map<String, Held> held = new LinkedHashMap<>();

    /**
     * @param standing what is leased whichever fault is there
     */
    Faults(
            Target target,
            Journal journal,
            LeaseFile leases,
            List<LeaseFile.Fault> standing,
            InstantSource clock,
            Duration lease) {
        this.target = target;
        this.journal = journal;
        this.leases = leases;
        this.standing = List.copyOf(standing);
        this.clock = clock;
        this.lease = lease;
    }

    /**
     * Injects a fault. It is said before it is done, so that a journal that ends here tells what
     * may have happened; and it is leased before it is done, so that whoever dies in between leaves
     * nothing that nobody takes back. Returns what was done, for the report.
     *
     * @param begins once that is said: what is seen from then on is about this fault
     */
    synchronized String inject(Step.Inject step, Runnable begins) {
        Instant until = clock.instant().plus(lease);
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("fault", step.name());
        said.put("kind", step.fault());
        said.put("arguments", step.arguments());
        said.put("leaseUntil", until.toString());
        journal.write(Events.INJECTING, said);
        begins.run();
        FaultRequest request = new FaultRequest(step.fault(), step.arguments());
        Map<String, String> undo = target.undo(request);
        List<LeaseFile.Fault> planned = leased();
        planned.add(new LeaseFile.Fault(step.name(), until, undo));
        leases.hold(planned);
        Applied done;
        try {
            done = target.inject(request);
            held.put(step.name(), new Held(done, until, undo));
        } catch (RuntimeException notDone) {
            keepAfter(notDone);
            throw notDone;
        }
        Map<String, Object> injected = new LinkedHashMap<>();
        injected.put("fault", step.name());
        injected.put("kind", step.fault());
        if (!done.on().isEmpty()) {
            injected.put("on", done.on());
        }
        journal.write(Events.INJECTED, injected);
        return done.on().isEmpty() ? "injected" : "injected on " + done.on();
    }

    /** Heals a fault, or all when {@code name} is empty; returns what was healed. */
    synchronized List<String> heal(String name, String by) {
        List<String> names = new ArrayList<>();
        for (String one : held.keySet()) {
            if (name.isEmpty() || one.equals(name)) {
                names.addFirst(one);
            }
        }
        List<String> healed = new ArrayList<>();
        List<RuntimeException> unsaid = new ArrayList<>();
        for (String one : names) {
            try {
                if (healOne(one, by)) {
                    healed.add(one);
                }
            } catch (RuntimeException notWritten) {
                // The others are healed first.
                unsaid.add(notWritten);
            }
        }
        if (!unsaid.isEmpty()) {
            throw unsaid.getFirst();
        }
        return healed;
    }

    private boolean healOne(String name, String by) {
        Held fault = held.get(name);
        if (fault == null) {
            return false;
        }
        try {
            fault.applied().heal();
        } catch (RuntimeException failed) {
            journal.write(
                    Events.NOT_HEALED, Map.of("fault", name, "by", by, "why", Reasons.of(failed)));
            return false;
        }
        held.remove(name);
        journal.write(Events.HEALED, Map.of("fault", name, "by", by));
        keep();
        return true;
    }

    /** Heals what lasts longer than its lease; true when there was such a fault. */
    synchronized boolean healOverdue() {
        Instant now = clock.instant();
        boolean overdue = false;
        for (String name : List.copyOf(held.keySet())) {
            Held fault = held.get(name);
            if (fault != null && now.isAfter(fault.until())) {
                overdue |= healOne(name, "lease");
            }
        }
        return overdue;
    }

    /** Whether a fault is there; any, when {@code name} is empty. */
    synchronized boolean isThere(String name) {
        return name.isEmpty() ? !held.isEmpty() : held.containsKey(name);
    }

    /** The names of the faults that are there. */
    synchronized List<String> names() {
        return List.copyOf(held.keySet());
    }

    private void keep() {
        leases.hold(leased());
    }

    private void keepAfter(RuntimeException failure) {
        try {
            keep();
        } catch (RuntimeException full) {
            // A fault that is leased and not there is taken back once too often.
            failure.addSuppressed(full);
        }
    }

    private List<LeaseFile.Fault> leased() {
        List<LeaseFile.Fault> faults = new ArrayList<>(standing);
        held.forEach(
                (name, fault) ->
                        faults.add(new LeaseFile.Fault(name, fault.until(), fault.undo())));
        return faults;
    }
}
