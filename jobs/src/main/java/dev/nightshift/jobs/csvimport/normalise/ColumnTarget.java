package dev.nightshift.jobs.csvimport.normalise;

import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;

/**
 * Where the cells of one column go.
 *
 * @param index of the column, from 0
 * @param field that the column offers; null when it is none of the canonical ones, then its text is
 *     kept as vendor data
 * @param header the column's name as in the file; the name of its vendor data
 * @param ignored whether the column is left out altogether
 */
public record ColumnTarget(int index, @Nullable LeadField field, String header, boolean ignored) {
    /** A column that offers a canonical field. */
    public static ColumnTarget of(int index, LeadField field, String header) {
        return new ColumnTarget(index, field, header, false);
    }

    /** A column whose text is kept under its own name. */
    public static ColumnTarget vendorData(int index, String header) {
        return new ColumnTarget(index, null, header, false);
    }

    /** A column that is read by nobody, such as the appended columns of a rejects file. */
    public static ColumnTarget ignored(int index, String header) {
        return new ColumnTarget(index, null, header, true);
    }
}
