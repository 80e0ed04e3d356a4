package dev.nightshift.drills.watchdog;

import dev.nightshift.drills.faults.Undo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of labs that nobody uses any more: those of drills that died before there was a watchdog,
 * {@code labs/lab-*}, and work folders that could not be removed when their drill ended. Used while
 * no drill is at work.
 */
public final class LeftOvers {
    private static final Logger log = LoggerFactory.getLogger(LeftOvers.class);

    private final Path labs;
    private final Path drills;

    /**
     * @param dataDir of the service
     * @param drills the folder of all drills
     */
    public LeftOvers(Path dataDir, Path drills) {
        this.labs = dataDir.resolve("labs");
        this.drills = drills;
    }

    /** Removes them; what cannot be removed is only room, and is tried again next time. */
    public void clean() {
        try {
            for (Path lab : in(labs)) {
                boolean isLab = String.valueOf(lab.getFileName()).startsWith("lab-");
                if (isLab && !Files.isSymbolicLink(lab) && !Undo.isUsed(lab)) {
                    remove(lab);
                }
            }
            for (Path drill : in(drills)) {
                // Whoever has a lease is healed first, and its folder goes with that.
                if (!Files.exists(drill.resolve(LeaseFile.NAME))) {
                    new WorkFolder(drill).close();
                }
            }
        } catch (IOException | UncheckedIOException stays) {
            log.atWarn()
                    .addKeyValue("module", "drills")
                    .addKeyValue("event", "lab.not_removed")
                    .setCause(stays)
                    .log("Files of old labs below {} could not be removed.", labs);
        }
    }

    private static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    /** A folder and all that is in it; a link is removed, and not what it leads to. */
    static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        }
    }
}
