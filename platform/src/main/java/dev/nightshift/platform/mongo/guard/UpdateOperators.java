package dev.nightshift.platform.mongo.guard;

import org.bson.Document;

import java.util.Map;
import java.util.Set;

/** The update operators that every supported engine has, each with a document of paths. */
final class UpdateOperators {
    private static final Set<String> KNOWN =
            Set.of(
                    "$set",
                    "$unset",
                    "$setOnInsert",
                    "$inc",
                    "$mul",
                    "$min",
                    "$max",
                    "$rename",
                    "$currentDate",
                    "$push",
                    "$addToSet",
                    "$pull",
                    "$pullAll",
                    "$pop",
                    "$bit");

    private UpdateOperators() {}

    /**
     * Throws unless the update consists of known operators only: a whole document in its place
     * would replace the stored one.
     */
    static void require(Document update) {
        if (update.isEmpty()) {
            throw new IllegalArgumentException("an update needs at least one operator");
        }
        update.forEach(
                (operator, paths) -> {
                    if (!KNOWN.contains(operator) || !(paths instanceof Map)) {
                        throw new IllegalArgumentException(
                                "'%s' is not an update operator with paths".formatted(operator));
                    }
                    ServerCode.refuse(paths);
                });
    }
}
