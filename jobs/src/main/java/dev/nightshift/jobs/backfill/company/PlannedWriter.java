package dev.nightshift.jobs.backfill.company;

import dev.nightshift.platform.mongo.operation.WriteFailure;
import dev.nightshift.writers.mongo.backfill.BackfillWriter.Outcome;
import dev.nightshift.writers.mongo.backfill.DocumentChange;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes nothing, and tells what the server would refuse. Used by one thread. */
final class PlannedWriter implements ChangeWriter {
    private final UniqueClaims claims;
    private List<DocumentChange> written = List.of();

    PlannedWriter(UniqueClaims claims) {
        this.claims = claims;
    }

    @Override
    public Outcome write(long page, List<DocumentChange> changes, Instant now) {
        Map<Object, WriteFailure> refused = claims.refused(changes);
        written = changes.stream().filter(change -> !refused.containsKey(change.id())).toList();
        return new Outcome(written.size(), List.of(), refused, 0);
    }

    /** What the last batch would have written. */
    List<DocumentChange> written() {
        return written;
    }
}
