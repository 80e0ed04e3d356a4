package dev.nightshift.writers.mongo.merge;

import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.RowProblem;

import org.jspecify.annotations.Nullable;

/**
 * What became of one row. Every row of a batch has exactly one. Immutable.
 *
 * @param problem why the row was rejected; null unless it was
 * @param field the field to look at; null when the problem is of the whole row
 * @param message for the rejects file, without values; empty unless rejected
 */
public record RowOutcome(
        Kind kind, @Nullable RowProblem problem, @Nullable LeadField field, String message) {
    /** Under which of the import's counts the row stands. */
    public enum Kind {
        /** A new lead was made of it. */
        INSERTED,
        /** It changed a lead. */
        UPDATED,
        /** Its lead held all of it already. */
        UNCHANGED,
        /** It was not taken and changed nothing. */
        REJECTED
    }

    public static final RowOutcome INSERTED = new RowOutcome(Kind.INSERTED, null, null, "");
    public static final RowOutcome UPDATED = new RowOutcome(Kind.UPDATED, null, null, "");
    public static final RowOutcome UNCHANGED = new RowOutcome(Kind.UNCHANGED, null, null, "");

    public static final RowOutcome NO_KEY =
            rejected(
                    RowProblem.NO_KEY,
                    null,
                    "The row has neither a usable phone nor a usable e-mail.");
    public static final RowOutcome KEY_CONFLICT =
            rejected(
                    RowProblem.KEY_CONFLICT,
                    LeadField.EMAIL,
                    "The phone belongs to one lead and the e-mail to another.");
    public static final RowOutcome NOT_STORABLE =
            rejected(RowProblem.NOT_STORABLE, null, "MongoDB refused the lead.");
    public static final RowOutcome CONTENDED =
            rejected(
                    RowProblem.NOT_STORABLE,
                    null,
                    "Other writers kept changing the lead; import the row again.");

    private static RowOutcome rejected(
            RowProblem problem, @Nullable LeadField field, String message) {
        return new RowOutcome(Kind.REJECTED, problem, field, message);
    }
}
