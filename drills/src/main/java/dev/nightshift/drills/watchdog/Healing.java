package dev.nightshift.drills.watchdog;

import dev.nightshift.drills.faults.Undo;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.platform.failure.NightshiftException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Heals what a dead runner left and ends its journal. Safe to repeat, and for two at once: taking a
 * fault back twice changes nothing.
 */
public final class Healing {
    private static final Logger log = LoggerFactory.getLogger(Healing.class);

    private final InstantSource clock;

    public Healing(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Heals every drill below a folder whose runner is dead.
     *
     * @return the drills that were healed
     */
    public List<String> sweep(Path drills) {
        List<String> healed = new ArrayList<>();
        if (!Files.isDirectory(drills)) {
            return healed;
        }
        try (Stream<Path> folders = Files.list(drills)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                LeaseFile leases = new LeaseFile(folder);
                if (leases.read().filter(held -> !held.runnerLives()).isPresent()
                        && heal(leases, "sweep")) {
                    healed.add(String.valueOf(folder.getFileName()));
                }
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return healed;
    }

    /**
     * Heals what a dead runner left.
     *
     * @param by who heals, for the journal
     * @return false when a fault could not be healed; the lease stays for another try
     */
    public boolean heal(LeaseFile leases, String by) {
        List<LeaseFile.Fault> faults = leases.read().map(LeaseFile.Held::faults).orElse(List.of());
        List<String> failed = new ArrayList<>();
        List<String> healed = new ArrayList<>();
        for (LeaseFile.Fault fault : faults.reversed()) {
            (undone(fault) ? healed : failed).add(fault.name());
        }
        if (!failed.isEmpty()) {
            return false;
        }
        end(leases, by, healed);
        leases.release();
        return true;
    }

    private static boolean undone(LeaseFile.Fault fault) {
        try {
            Undo.run(fault.undo());
            return true;
        } catch (RuntimeException again) {
            log.atWarn()
                    .addKeyValue("module", "drills")
                    .addKeyValue("event", "fault.not_healed")
                    .setCause(again)
                    .log("The fault '{}' could not be taken back yet.", fault.name());
            return false;
        }
    }

    private void end(LeaseFile leases, String by, List<String> healed) {
        try {
            Chain chain = Chain.read(leases.folder().resolve(Journal.FILE));
            if (chain.lines().isEmpty() || chain.last(Events.ENDED).isPresent()) {
                return;
            }
            try (Journal journal = Journal.goOn(leases.folder(), clock)) {
                for (String name : healed) {
                    journal.write(Events.HEALED, Map.of("fault", name, "by", by));
                }
                journal.write(
                        Events.ENDED,
                        Map.of(
                                "state", "HEALED_BY_WATCHDOG",
                                "reason", "the process that ran the drill died"));
            }
        } catch (NightshiftException unwritable) {
            // What matters is healed; the journal tells that it has no end.
            return;
        }
    }

    /** Heals the faults of a living runner whose lease is over; true when there were some. */
    boolean healOverdue(LeaseFile leases, LeaseFile.Held held) {
        boolean healed = false;
        for (LeaseFile.Fault fault : held.faults()) {
            // The runner has its own clock for this; it is given a moment.
            if (clock.instant().isAfter(fault.until().plusSeconds(5))) {
                healed |= undone(fault);
            }
        }
        if (healed) {
            leases.noteHealed();
        }
        return healed;
    }
}
