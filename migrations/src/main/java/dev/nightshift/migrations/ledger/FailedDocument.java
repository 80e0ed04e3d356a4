package dev.nightshift.migrations.ledger;

import org.bson.Document;

/**
 * A document that could not be migrated.
 *
 * @param id its {@code _id}, as text
 * @param code why, by name
 * @param reason why, for an operator; without personal data
 */
public record FailedDocument(String id, FailedDocument.Code code, String reason) {
    /** Why a document could not be migrated. */
    public enum Code {
        /** The migration says it cannot. */
        UNMIGRATABLE,
        /** The transformation threw something else. */
        THREW,
        /** The transformation gave nothing. */
        NO_RESULT,
        /** The transformation changed {@code _id} or {@code companyId}. */
        KEY_CHANGED,
        /** The result is larger than MongoDB stores. */
        TOO_LARGE,
        /** Another document has the value that the result has in a unique index. */
        DUPLICATE_KEY,
        /** Other writers changed it again and again. */
        CONTENDED,
        /** MongoDB refused it. */
        REFUSED
    }

    Document toDocument() {
        return new Document("id", id).append("code", code.name()).append("reason", reason);
    }

    static FailedDocument of(Document document) {
        return new FailedDocument(
                document.getString("id"),
                Code.valueOf(document.getString("code")),
                document.getString("reason"));
    }
}
