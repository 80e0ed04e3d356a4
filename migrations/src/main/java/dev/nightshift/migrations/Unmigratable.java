package dev.nightshift.migrations;

import java.io.Serial;

/** A document cannot be migrated for what is in it. */
public final class Unmigratable extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    /**
     * @param reason for an operator, without a value from the document
     */
    public Unmigratable(String reason) {
        // Thrown once a document: what matters is the reason, not where.
        super(reason, null, false, false);
    }

    /** Why, for an operator. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
