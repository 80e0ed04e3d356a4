package dev.nightshift.alerts.store;

/**
 * What an addition did.
 *
 * @param alertId the record's id; empty when all was there before
 * @param recorded occurrences added
 * @param suppressed repeats added
 * @param tells whether somebody is to be told of it now
 */
public record Added(String alertId, long recorded, long suppressed, boolean tells) {
    /** All was in the record before. */
    static final Added NOTHING = new Added("", 0, 0, false);
}
