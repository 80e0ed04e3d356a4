package dev.nightshift.drills.watchdog;

import dev.nightshift.drills.faults.Undo;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.platform.failure.NightshiftException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Heals what a dead runner left and ends its journal. Safe to repeat, and for many at once: one of
 * them heals a drill, the others find it healed.
 */
public final class Healing {
    /** Who healed a fault that needed nobody: it was in the process that died. */
    static final String ENDED_WITH_PROCESS = "process";

    private static final Logger log = LoggerFactory.getLogger(Healing.class);

    private final InstantSource clock;
    private final Set<LeaseFile.Fault> overdue = ConcurrentHashMap.newKeySet();

    public Healing(InstantSource clock) {
        this.clock = clock;
    }

    /** What whoever heals a drill holds meanwhile. */
    static Path lockOf(Path folder) {
        return folder.resolve("healing.lock");
    }

    /** The drills below a folder that hold something, whether their runners live or not. */
    public static List<String> holding(Path drills) {
        if (!Files.isDirectory(drills)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(drills)) {
            return folders.filter(folder -> Files.exists(folder.resolve(LeaseFile.NAME)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Heals every drill below a folder whose runner is dead.
     *
     * @return the drills that were healed
     */
    public List<String> sweep(Path drills) {
        List<String> healed = new ArrayList<>();
        for (String drill : holding(drills)) {
            if (heal(new LeaseFile(drills.resolve(drill)), "sweep")) {
                healed.add(drill);
            }
        }
        return healed;
    }

    /**
     * Heals what a dead runner left.
     *
     * @param by who heals, for the journal
     * @return whether it was healed by this call; not when its runner lives, when somebody else
     *     heals it, or when a fault could not be healed: then the lease stays for another try
     */
    public boolean heal(LeaseFile leases, String by) {
        if (leases.read().filter(held -> !held.runnerLives()).isEmpty()) {
            return false;
        }
        try {
            Optional<FolderLock> free = FolderLock.tryTake(lockOf(leases.folder()));
            if (free.isEmpty()) {
                return false;
            }
            try (FolderLock alone = free.get()) {
                var _ = alone;
                // Somebody else may have been here before.
                return leases.read()
                        .filter(held -> !held.runnerLives())
                        .filter(held -> heal(leases, held, by))
                        .isPresent();
            }
        } catch (IOException unwritable) {
            log.atWarn()
                    .addKeyValue("module", "drills")
                    .addKeyValue("event", "fault.not_healed")
                    .setCause(unwritable)
                    .log("Nothing can be written in {}.", leases.folder());
            return false;
        }
    }

    private boolean heal(LeaseFile leases, LeaseFile.Held held, String by) {
        boolean all = true;
        for (LeaseFile.Fault fault : held.faults().reversed()) {
            all &= undone(fault);
        }
        if (all) {
            WorkFolder work = new WorkFolder(leases.folder());
            end(leases, work, by, held.faults().reversed());
            work.close();
            leases.release();
        }
        return all;
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

    private void end(LeaseFile leases, WorkFolder work, String by, List<LeaseFile.Fault> healed) {
        try {
            Chain chain = Chain.read(leases.folder().resolve(Journal.FILE));
            if (chain.lines().isEmpty()) {
                return;
            }
            try (Journal journal = Journal.goOn(leases.folder(), clock)) {
                for (LeaseFile.Fault fault : healed) {
                    journal.write(
                            Events.HEALED,
                            Map.of(
                                    "fault",
                                    fault.name(),
                                    "by",
                                    Undo.isNothing(fault.undo()) ? ENDED_WITH_PROCESS : by));
                }
                if (chain.last(Events.ENDED).isEmpty()) {
                    String reason = "the process that ran the drill died";
                    try {
                        work.keepLedger().ifPresent(kept -> journal.write(Events.KEPT, kept));
                    } catch (NightshiftException unkept) {
                        reason += "; " + unkept.message();
                    }
                    journal.write(
                            Events.ENDED, Map.of("state", "HEALED_BY_WATCHDOG", "reason", reason));
                }
            }
        } catch (NightshiftException unwritable) {
            // What matters is healed; the journal tells that it has no end.
            return;
        }
    }

    /** Heals the faults of a living runner whose lease is over, each once; whether there were. */
    boolean healOverdue(LeaseFile leases, LeaseFile.Held held) {
        boolean healed = false;
        for (LeaseFile.Fault fault : held.faults()) {
            // The runner has its own clock for this; it is given a moment.
            boolean late = clock.instant().isAfter(fault.until().plusSeconds(5));
            // What ends with the runner alone cannot be healed from here.
            if (late
                    && !Undo.isNothing(fault.undo())
                    && !overdue.contains(fault)
                    && undone(fault)) {
                overdue.add(fault);
                healed = true;
            }
        }
        if (healed) {
            leases.noteHealed();
        }
        return healed;
    }
}
