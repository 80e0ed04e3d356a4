package dev.nightshift.jobs.csvimport.normalise;

import dev.nightshift.jobs.csvimport.normalise.cell.CellParser;
import dev.nightshift.jobs.csvimport.normalise.cell.CellParsers;
import dev.nightshift.jobs.csvimport.normalise.cell.CellText;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.RowProblem;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * A column that is read, and how. Immutable.
 *
 * @param field null for vendor data
 * @param parser of the field's values
 * @param problem of a text that is no value of the field; null where every text is one
 */
record Column(
        int index,
        String header,
        @Nullable LeadField field,
        CellParser parser,
        @Nullable RowProblem problem) {
    static Column of(ColumnTarget target, String region, LocalDate today) {
        LeadField field = target.field();
        return field == null
                ? new Column(target.index(), target.header(), null, text -> text, null)
                : new Column(
                        target.index(),
                        target.header(),
                        field,
                        CellParsers.of(field, region, today),
                        problem(field));
    }

    private static @Nullable RowProblem problem(LeadField field) {
        return switch (field.type()) {
            case PHONE -> RowProblem.INVALID_PHONE;
            case EMAIL -> RowProblem.INVALID_EMAIL;
            case DATE -> RowProblem.INVALID_DATE;
            case INTEGER, NUMBER, HEIGHT -> RowProblem.INVALID_NUMBER;
            case BOOLEAN -> RowProblem.INVALID_BOOLEAN;
            case TEXT, STATE, LIST -> null;
        };
    }

    /** Whether the text says "nothing" in words; a name or a street may really be such a word. */
    boolean isPlaceholder(String text) {
        return field != null && field.type() != LeadField.Type.TEXT && CellText.isPlaceholder(text);
    }
}
