package dev.nightshift.drills.journal;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.PlatformCollection;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The copies of journals in MongoDB, one document a line, and one for each drill with the hash of
 * its last line. Copying again changes nothing. Thread-safe.
 */
public final class JournalArchive {
    private static final Document ALL = new Document();

    private final PlatformStore store;
    private final PlatformContext context;
    private final InstantSource clock;

    /** Over a store that the caller closes. */
    public JournalArchive(PlatformStore store, PlatformContext context, InstantSource clock) {
        this.store = store;
        this.context = context;
        this.clock = clock;
    }

    /**
     * Copies a journal as it is on disk.
     *
     * @throws NightshiftException MONGODB_UNAVAILABLE; EVIDENCE_CHANGED when the copy has a last
     *     line that the file has not; both stay what they are
     */
    public void copy(Path folder) {
        Path file = folder.resolve(Journal.FILE);
        Chain chain = Chain.read(file);
        if (chain.lines().isEmpty() || !chain.isWhole()) {
            return;
        }
        DrillSummary summary = DrillSummary.of(chain);
        requireGrown(summary.drillId(), chain);
        PlatformCollection lines = store.collection(context, PlatformName.DRILL_LINES);
        try {
            long kept = lines.count(new Document("drillId", summary.drillId()));
            List<String> texts = Files.readAllLines(file);
            for (int i = (int) kept; i < chain.lines().size(); i++) {
                lines.upsertById(
                        new Document("_id", "%s/%06d".formatted(summary.drillId(), i + 1))
                                .append("drillId", summary.drillId())
                                .append("line", texts.get(i)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        store.collection(context, PlatformName.DRILLS)
                .upsertById(
                        summary.toDocument()
                                .append("head", chain.head())
                                .append("lines", chain.lines().size())
                                .append("updatedAt", Date.from(clock.instant())));
    }

    /**
     * Copies those that were not copied to their end.
     *
     * @return those that were changed since they were copied; they keep no other back
     * @throws NightshiftException MONGODB_UNAVAILABLE
     */
    public List<Path> copyLeft(List<Path> folders) {
        Set<String> ended =
                drills().stream()
                        .filter(drill -> !drill.state().equals("RUNNING"))
                        .map(DrillSummary::drillId)
                        .collect(Collectors.toSet());
        List<Path> changed = new ArrayList<>();
        for (Path folder : folders) {
            try {
                if (!ended.contains(String.valueOf(folder.getFileName()))) {
                    copy(folder);
                }
            } catch (NightshiftException refused) {
                if (refused.code() != FailureCode.EVIDENCE_CHANGED) {
                    throw refused;
                }
                changed.add(folder);
            }
        }
        return changed;
    }

    /**
     * Lines are added to a journal, never changed or cut off: the last one that was copied is the
     * proof, and stays it.
     */
    private void requireGrown(String drillId, Chain chain) {
        Optional<String> copied = head(drillId);
        if (copied.isPresent() && !chain.has(copied.get())) {
            throw new NightshiftException(
                    FailureCode.EVIDENCE_CHANGED,
                    "The journal of %s was changed since it was copied to MongoDB."
                            .formatted(drillId),
                    "The copy is as it was; compare the two: nightshift drill report %s"
                            .formatted(drillId));
        }
    }

    /** The copy of a drill's journal; without lines when there is none. */
    public Chain read(String drillId) {
        return Chain.of(
                store
                        .collection(context, PlatformName.DRILL_LINES)
                        .find(new Document("drillId", drillId), ALL, new Document("_id", 1), 0)
                        .stream()
                        .map(line -> line.getString("line"))
                        .toList());
    }

    /** The hash that the last line had when it was copied. */
    public Optional<String> head(String drillId) {
        return store.collection(context, PlatformName.DRILLS)
                .findOne(new Document("_id", drillId))
                .map(drill -> drill.getString("head"));
    }

    /** All drills that were copied, the newest first. */
    public List<DrillSummary> drills() {
        return store
                .collection(context, PlatformName.DRILLS)
                .find(ALL, ALL, new Document("startedAt", -1), 0)
                .stream()
                .map(DrillSummary::of)
                .toList();
    }
}
