package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;

/**
 * What one column is for. Immutable.
 *
 * @param index of the column, from 0
 * @param column its header
 * @param field the field it offers, null when it is kept as vendor data or ignored
 * @param confidence 0 to 1; 1 where a vendor file or the operator says so, 0 without a field
 * @param ignored whether it is the service's own and no data of the lead
 * @param vendorDataName its name among the vendor data
 */
public record ColumnMapping(
        int index,
        String column,
        @Nullable LeadField field,
        double confidence,
        boolean ignored,
        String vendorDataName) {
    /** The same column, offering a field. */
    ColumnMapping offering(LeadField newField) {
        return new ColumnMapping(index, column, newField, 1, false, vendorDataName);
    }

    /** The same column, offering no field. */
    ColumnMapping asVendorData() {
        return new ColumnMapping(index, column, null, 0, ignored, vendorDataName);
    }

    /** The same column, offering nothing at all. */
    ColumnMapping asIgnored() {
        return new ColumnMapping(index, column, null, 0, true, vendorDataName);
    }
}
