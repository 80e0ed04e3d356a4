package dev.nightshift.platform.mongo.operation;

import java.util.List;

/**
 * A write of a bulk that the server refused.
 *
 * @param index of the document or change in the list given
 * @param reason why
 * @param keyFields the fields of the unique index that a duplicate hit, {@code companyId} included,
 *     in the index's order; empty where the engine does not tell
 */
public record WriteFailure(int index, Reason reason, List<String> keyFields) {
    /** Why a write was refused. */
    public enum Reason {
        /** Another document has the same value in a unique index. */
        DUPLICATE_KEY,
        /** The document for what it is, for example its size. */
        NOT_STORABLE
    }

    /** Whether a unique index refused it, of which this field is a part. */
    public boolean isDuplicateOf(String field) {
        return reason == Reason.DUPLICATE_KEY && keyFields.contains(field);
    }
}
