package dev.nightshift.platform.mongo.operation;

import java.util.List;

/**
 * What became of unordered updates.
 *
 * @param matched documents found by their filters
 * @param modified documents that differ from before
 * @param failures changes the server refused, by ascending index
 */
public record UpdateOutcome(int matched, int modified, List<WriteFailure> failures) {
    /** Whether no change was refused; some may have matched nothing. */
    public boolean isComplete() {
        return failures.isEmpty();
    }
}
