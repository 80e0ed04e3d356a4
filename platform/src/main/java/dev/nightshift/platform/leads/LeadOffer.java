package dev.nightshift.platform.leads;

import java.util.Map;
import java.util.Set;

/**
 * What one row offers to its company's leads, normalised. Immutable once built.
 *
 * @param line 1-based line in the file where the row starts
 * @param values non-blank values by field: {@code String}, {@code Integer}, {@code Double}, {@code
 *     Boolean} or {@code List<String>} as {@link LeadField.Type} says; at least one key field
 * @param vendorData non-blank text of unmapped columns, and of mapped ones whose value was dropped,
 *     by column name as in the header
 * @param blanks mapped fields whose column is blank in this row; they clear the field only where
 *     the operator asked for it
 */
public record LeadOffer(
        long line,
        Map<LeadField, Object> values,
        Map<String, String> vendorData,
        Set<LeadField> blanks) {}
