package dev.nightshift.jobs.csvimport.normalise;

import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.RowProblem;

import java.time.LocalDate;
import java.util.List;

/**
 * Turns rows into offers: each mapped cell becomes a value of its field's type, text of other
 * columns is kept as vendor data. A value that is not of its type is dropped with a warning and
 * kept verbatim as vendor data; a row is rejected only when neither phone nor e-mail is usable.
 *
 * <p>A cell is blank when it holds only characters that nobody sees, or, in any but a text field,
 * one of the words that exports write for nothing ({@code NULL}, {@code N/A}, {@code \N}, {@code -}
 * ...). Text is composed (NFC). No message repeats a value.
 *
 * <p>Immutable and thread-safe: rows may be normalised on several threads. The same row always
 * gives the same answer, so that a restarted import offers what its first attempt did.
 */
public final class LeadNormaliser {
    private final Column[] columns;
    private final String source;
    private final String keyColumns;

    /**
     * @param columns of the file, in the order of their precedence for a field; one of them at
     *     least offers a key
     * @param region of the company, whose phone numbers are written without a country code; ISO
     *     3166 alpha-2
     * @param source of leads whose row names none
     * @param today the day the import was started first, also when this is a restart; nobody is
     *     born after it
     */
    public LeadNormaliser(
            List<ColumnTarget> columns, String region, String source, LocalDate today) {
        this.columns =
                columns.stream()
                        .filter(target -> !target.ignored())
                        .map(target -> Column.of(target, region, today))
                        .toArray(Column[]::new);
        this.source = source;
        this.keyColumns =
                String.join(
                        ", ",
                        columns.stream()
                                .filter(c -> c.field() != null && c.field().isKey())
                                .map(ColumnTarget::header)
                                .toList());
    }

    /**
     * What a row offers, or why it cannot be taken.
     *
     * @param line where the row starts in the file, from 1
     * @param cells by index of their column; missing ones count as blank
     */
    public NormalisedRow normalise(long line, List<String> cells) {
        RowDraft draft = new RowDraft();
        int size = cells.size();
        for (Column column : columns) {
            draft.read(column, column.index() < size ? cells.get(column.index()) : "");
        }
        return draft.hasKey() ? draft.accepted(line, source) : withoutKey(line, draft);
    }

    private NormalisedRow.Rejected withoutKey(long line, RowDraft draft) {
        boolean badPhone = draft.wasDropped(LeadField.PHONE);
        boolean badEmail = draft.wasDropped(LeadField.EMAIL);
        String fault =
                badPhone && badEmail
                        ? "Neither the phone nor the e-mail is valid"
                        : badPhone
                                ? "The phone is in no numbering plan and there is no e-mail"
                                : badEmail
                                        ? "The e-mail is no address and there is no phone"
                                        : "There is neither a phone nor an e-mail";
        return new NormalisedRow.Rejected(
                line,
                RowProblem.NO_KEY,
                badPhone ? LeadField.PHONE : badEmail ? LeadField.EMAIL : null,
                "%s; correct or fill in one of: %s.".formatted(fault, keyColumns));
    }
}
