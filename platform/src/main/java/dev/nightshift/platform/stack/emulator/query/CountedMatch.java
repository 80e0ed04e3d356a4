package dev.nightshift.platform.stack.emulator.query;

import de.bwaldvogel.mongo.bson.Document;

import java.util.List;
import java.util.Optional;

/**
 * The aggregation by which drivers count documents. The library would run it over the whole
 * collection; as a count, an index can serve it.
 */
public final class CountedMatch {
    private static final Document COUNT =
            new Document("_id", 1).append("n", new Document("$sum", 1));

    private CountedMatch() {}

    /** What is counted, when the command counts and does nothing else. */
    public static Optional<Document> of(Document command) {
        return command.get("pipeline") instanceof List<?> stages
                        && stages.size() == 2
                        && stages.getFirst() instanceof Document match
                        && match.size() == 1
                        && match.get("$match") instanceof Document query
                        && stages.getLast() instanceof Document group
                        && group.size() == 1
                        && COUNT.equals(group.get("$group"))
                ? Optional.of(query)
                : Optional.empty();
    }
}
