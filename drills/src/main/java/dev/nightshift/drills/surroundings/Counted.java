package dev.nightshift.drills.surroundings;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger of a drill.
 *
 * @param requests all that the load sent
 * @param failed those that failed without being told why
 * @param refusedRequests those that were refused as documented; also reads and submits
 * @param notSent those that were due and not sent: too many were on their way
 * @param firstFailure when a request failed first
 */
public record Counted(
        long requests,
        long failed,
        long refusedRequests,
        long notSent,
        Writes writes,
        Repeats repeats,
        Optional<Instant> firstFailure) {
    /**
     * Writes, acknowledged against found.
     *
     * @param acknowledged that the service said were done
     * @param refused that were refused as documented: they were certainly not done
     * @param unknown that failed without anybody knowing whether they were done
     * @param found acknowledged ones that are there
     * @param lost acknowledged ones that are not
     * @param ghost refused ones that are there
     * @param unknownFound of the unknown ones, how many are there
     * @param duplicate that are there more than once
     * @param longestGapMs the longest time without an acknowledged write, in milliseconds
     * @param lostSpanMs from the first lost write to the last, in milliseconds
     */
    public record Writes(
            long acknowledged,
            long refused,
            long unknown,
            long found,
            long lost,
            long ghost,
            long unknownFound,
            long duplicate,
            long longestGapMs,
            long lostSpanMs) {}

    /**
     * What was asked twice with one key.
     *
     * @param sent repeats of submits that had been done
     * @param stopped of these, by the idempotency key
     * @param whileAway of these, done again because Redis could not be asked
     * @param letThrough of these, done again though Redis was asked both times
     * @param alertsSent alerts that were emitted twice
     * @param alertsTold of these, told twice
     */
    public record Repeats(
            long sent,
            long stopped,
            long whileAway,
            long letThrough,
            long alertsSent,
            long alertsTold) {
        /** Nothing was repeated. */
        public static final Repeats NONE = new Repeats(0, 0, 0, 0, 0, 0);
    }

    /** As journals and reports have it. */
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("requests", requests);
        data.put("failed", failed);
        data.put("refusedRequests", refusedRequests);
        data.put("notSent", notSent);
        data.put("refused", writes.refused());
        data.put("unknown", writes.unknown());
        data.put("acknowledged", writes.acknowledged());
        data.put("found", writes.found());
        data.put("lost", writes.lost());
        data.put("ghost", writes.ghost());
        data.put("unknownFound", writes.unknownFound());
        data.put("duplicate", writes.duplicate());
        data.put("longestGapMs", writes.longestGapMs());
        data.put("lostSpanMs", writes.lostSpanMs());
        data.put("repeatsSent", repeats.sent());
        data.put("repeatsStopped", repeats.stopped());
        data.put("repeatsWhileAway", repeats.whileAway());
        data.put("repeatsLetThrough", repeats.letThrough());
        data.put("alertRepeatsSent", repeats.alertsSent());
        data.put("alertRepeatsTold", repeats.alertsTold());
        firstFailure.ifPresent(at -> data.put("firstFailure", at.toString()));
        return data;
    }
}
