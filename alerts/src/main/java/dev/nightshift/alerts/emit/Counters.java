package dev.nightshift.alerts.emit;

/**
 * What became of the alerts of this process; {@code emitted = recorded + suppressed + refused +
 * lost} and what still waits in the journal.
 *
 * @param emitted handed over by callers
 * @param recorded in the record as occurrences
 * @param suppressed in the record as repeats within a minute
 * @param refused could not be recorded for what they are; kept in a file beside the journals
 * @param lost had no room on disk
 * @param adopted of these, recorded for a process that ended before it could
 * @param pendingBytes waiting in the journal
 */
public record Counters(
        long emitted,
        long recorded,
        long suppressed,
        long refused,
        long lost,
        long adopted,
        long pendingBytes) {}
