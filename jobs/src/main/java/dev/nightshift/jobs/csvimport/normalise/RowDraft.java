package dev.nightshift.jobs.csvimport.normalise;

import dev.nightshift.jobs.csvimport.normalise.cell.CellText;
import dev.nightshift.jobs.csvimport.normalise.cell.FullName;
import dev.nightshift.jobs.csvimport.normalise.cell.Phone;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.platform.leads.RowProblem;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One row while its cells are read. Not thread-safe; used for one row. */
final class RowDraft {
    private final Map<LeadField, Object> values = new EnumMap<>(LeadField.class);
    private final Map<String, String> vendorData = new LinkedHashMap<>();
    private final Set<LeadField> blanks = EnumSet.noneOf(LeadField.class);
    private List<NormalisedRow.Warning> warnings = List.of();
    private @Nullable FullName fullName;
    private @Nullable String extension;

    /**
     * Reads a column's cell. Where several columns offer one field, the first usable one counts.
     */
    void read(Column column, String cell) {
        LeadField field = column.field();
        String text = CellText.trimmed(cell);
        if (field == null) {
            if (!text.isEmpty()) {
                vendorData.put(column.header(), cell);
            }
        } else if (text.isEmpty() || column.isPlaceholder(text)) {
            blanks.add(field);
        } else if (values.containsKey(field)) {
            vendorData.put(column.header(), cell);
        } else {
            switch (column.parser().parse(text)) {
                case null -> drop(column, field, cell);
                case Phone phone -> {
                    values.put(field, phone.e164());
                    extension = phone.extension();
                }
                case FullName name -> fullName = name;
                case List<?> list when list.isEmpty() -> blanks.add(field);
                case Object value -> values.put(field, value);
            }
        }
    }

    private void drop(Column column, LeadField field, String cell) {
        vendorData.put(column.header(), cell);
        RowProblem problem = column.problem();
        if (problem != null) {
            if (warnings.isEmpty()) {
                warnings = new ArrayList<>(2);
            }
            warnings.add(new NormalisedRow.Warning(problem, field));
        }
    }

    boolean hasKey() {
        return values.containsKey(LeadField.PHONE) || values.containsKey(LeadField.EMAIL);
    }

    /** Whether the field's text was no value of its type. */
    boolean wasDropped(LeadField field) {
        for (NormalisedRow.Warning warning : warnings) {
            if (warning.field() == field) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the row offers. The draft is not to be used afterwards.
     *
     * @param source of the lead, where the row names none
     */
    NormalisedRow.Accepted accepted(long line, String source) {
        if (extension != null) {
            values.putIfAbsent(LeadField.PHONE_EXTENSION, extension);
        }
        values.putIfAbsent(LeadField.SOURCE, source);
        settleName();
        if (!blanks.isEmpty()) {
            blanks.removeAll(values.keySet());
            warnings.forEach(warning -> blanks.remove(warning.field()));
        }
        LeadOffer offer =
                new LeadOffer(
                        line,
                        Collections.unmodifiableMap(values),
                        Collections.unmodifiableMap(vendorData),
                        Collections.unmodifiableSet(blanks));
        return new NormalisedRow.Accepted(offer, Collections.unmodifiableList(warnings));
    }

    /** A whole name fills the parts that have no column of their own, or a blank one. */
    private void settleName() {
        if (blanks.remove(LeadField.FULL_NAME)) {
            blanks.add(LeadField.FIRST_NAME);
            blanks.add(LeadField.LAST_NAME);
        }
        if (fullName != null) {
            fill(LeadField.FIRST_NAME, fullName.first());
            fill(LeadField.LAST_NAME, fullName.last());
        }
    }

    private void fill(LeadField field, String name) {
        if (!name.isEmpty()) {
            values.putIfAbsent(field, name);
        }
    }
}
