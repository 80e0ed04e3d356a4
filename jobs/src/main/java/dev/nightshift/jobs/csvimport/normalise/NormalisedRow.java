package dev.nightshift.jobs.csvimport.normalise;

import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.platform.leads.RowProblem;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What became of one row: an offer, or a rejection. Immutable. */
public sealed interface NormalisedRow {
    /** 1-based line in the file where the row starts. */
    long line();

    /**
     * A row that can be stored.
     *
     * @param warnings one for each value that was dropped and kept as vendor data; mostly empty
     */
    record Accepted(LeadOffer offer, List<Warning> warnings) implements NormalisedRow {
        @Override
        public long line() {
            return offer.line();
        }
    }

    /**
     * A row that cannot be stored.
     *
     * @param field to correct first; null when the row as a whole is at fault
     * @param message what to do, for the rejects file; names columns, never repeats a value
     */
    record Rejected(long line, RowProblem problem, @Nullable LeadField field, String message)
            implements NormalisedRow {}

    /** A value that is not of its field's type: dropped, and kept verbatim as vendor data. */
    record Warning(RowProblem problem, LeadField field) {}
}
