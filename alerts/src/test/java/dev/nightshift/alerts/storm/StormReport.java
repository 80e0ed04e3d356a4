package dev.nightshift.alerts.storm;

import java.util.Locale;

/**
 * What became of a storm's alerts.
 *
 * @param emitted by both processes
 * @param recorded as occurrences, by the record itself
 * @param suppressed as repeats, by the record itself
 * @param refused kept in a file beside the journals
 * @param lost without room on disk
 * @param waiting bytes still in journals
 * @param adopted of these, emitted by the process that was killed
 * @param mostTold occurrences of the one matter that was told most often
 * @param failedCallers emits that threw
 * @param untold alerts that somebody was to be told of, and nobody was
 * @param failedSendings while the mail server was away
 * @param heapGrowth bytes of heap in use after a collection, more than before the storm, at most
 * @param journalPeak bytes that waited on disk at most
 * @param p50Micros of an emit
 * @param p99Micros of an emit
 * @param maxMicros of an emit; 1000000 is a second or more
 * @param drainMs from the last emit until everything was in the record
 */
public record StormReport(
        long emitted,
        long recorded,
        long suppressed,
        long refused,
        long lost,
        long waiting,
        long adopted,
        long mostTold,
        long failedCallers,
        long untold,
        long failedSendings,
        long heapGrowth,
        long journalPeak,
        long p50Micros,
        long p99Micros,
        long maxMicros,
        long drainMs) {
    /** The equation and what goes with it, as one line. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "emitted %,d = recorded %,d + suppressed %,d + refused %,d + lost %,d + waiting"
                    + " %,d; adopted %,d; told at most %d times; callers failed %d; untold %d; heap"
                    + " +%,d KB; journal peak %,d KB; emit p50 %d us, p99 %d us, max %d us; drained"
                    + " in %,d ms",
                emitted,
                recorded,
                suppressed,
                refused,
                lost,
                waiting,
                adopted,
                mostTold,
                failedCallers,
                untold,
                heapGrowth >> 10,
                journalPeak >> 10,
                p50Micros,
                p99Micros,
                maxMicros,
                drainMs);
    }

    /** Whether every alert is accounted for, none twice, and no caller was harmed. */
    public boolean holds() {
        return emitted == recorded + suppressed
                && refused == 0
                && lost == 0
                && waiting == 0
                && failedCallers == 0
                && untold == 0;
    }
}
