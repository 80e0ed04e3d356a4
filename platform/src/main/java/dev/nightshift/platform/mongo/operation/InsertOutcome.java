package dev.nightshift.platform.mongo.operation;

import java.util.List;

/**
 * What became of an unordered insert; {@code inserted + failures.size()} is the number of documents
 * given.
 *
 * @param inserted documents that are stored
 * @param failures the others, by ascending index
 */
public record InsertOutcome(int inserted, List<WriteFailure> failures) {
    /** Whether every document is stored. */
    public boolean isComplete() {
        return failures.isEmpty();
    }
}
