package dev.nightshift.drills.watchdog;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Where a drill's servers and its load keep their files. It goes with the drill; the ledger of
 * writes stays in the drill's folder, so that what was counted can be counted again. By one thread.
 */
public final class WorkFolder implements AutoCloseable {
    /** The ledger's name, in the load's folder and in the drill's. */
    public static final String LEDGER = "writes.ledger";

    private static final Logger log = LoggerFactory.getLogger(WorkFolder.class);

    private final Path drill;

    /** Of the drill in that folder. */
    public WorkFolder(Path drill) {
        this.drill = drill;
    }

    /** For everything that is to go with the drill. */
    public Path path() {
        return drill.resolve("work");
    }

    /** For the load; the ledger is in it. */
    public Path load() {
        return path().resolve("load");
    }

    /**
     * Moves the ledger to the drill's folder; nobody writes it any more.
     *
     * @return what the journal says of it; empty when there is none
     * @throws NightshiftException DISK_FULL
     */
    public Optional<Map<String, Object>> keepLedger() {
        Path ledger = load().resolve(LEDGER);
        if (!Files.exists(ledger)) {
            return Optional.empty();
        }
        try {
            // On the same disk: it takes no room, which there may be none of.
            Path kept = Files.move(ledger, kept(), StandardCopyOption.REPLACE_EXISTING);
            return Optional.of(
                    Map.of("file", LEDGER, "bytes", Files.size(kept), "sha256", sha256(kept)));
        } catch (IOException full) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "The ledger of writes cannot be kept in %s.".formatted(drill),
                    "Make room: without it nobody can count again what was lost.",
                    full);
        }
    }

    private Path kept() {
        return drill.resolve(LEDGER);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Removes it, unless it has the only ledger of a drill that wrote; what cannot be removed is
     * only room.
     */
    @Override
    public void close() {
        if (!Files.exists(path()) || hasTheOnlyLedger()) {
            return;
        }
        try {
            LeftOvers.remove(path());
        } catch (IOException | java.io.UncheckedIOException stays) {
            log.atWarn()
                    .addKeyValue("module", "drills")
                    .addKeyValue("event", "work.not_removed")
                    .setCause(stays)
                    .log("The folder {} of a drill could not be removed.", path());
        }
    }

    private boolean hasTheOnlyLedger() {
        try {
            Path ledger = load().resolve(LEDGER);
            return Files.exists(ledger) && Files.size(ledger) > 0 && !Files.exists(kept());
        } catch (IOException unknown) {
            return true;
        }
    }
}
