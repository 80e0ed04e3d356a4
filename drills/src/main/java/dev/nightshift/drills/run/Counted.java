package dev.nightshift.drills.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger of a drill.
 *
 * @param requests all that the load made
 * @param failed those that failed without being told why
 * @param refused writes that were refused as documented
 * @param acknowledged writes that the service said were done
 * @param found of those, how many are there
 * @param lost of those, how many are not
 * @param ghost writes that are there though they were said to have failed
 * @param duplicate writes that are there more than once
 * @param longestGapMs the longest time without an acknowledged write, in milliseconds
 * @param lostSpanMs from the first lost write to the last, in milliseconds
 * @param firstFailure when a request failed first
 */
public record Counted(
        long requests,
        long failed,
        long refused,
        long acknowledged,
        long found,
        long lost,
        long ghost,
        long duplicate,
        long longestGapMs,
        long lostSpanMs,
        Optional<Instant> firstFailure) {
    Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("requests", requests);
        data.put("failed", failed);
        data.put("refused", refused);
        data.put("acknowledged", acknowledged);
        data.put("found", found);
        data.put("lost", lost);
        data.put("ghost", ghost);
        data.put("duplicate", duplicate);
        data.put("longestGapMs", longestGapMs);
        data.put("lostSpanMs", lostSpanMs);
        firstFailure.ifPresent(at -> data.put("firstFailure", at.toString()));
        return data;
    }
}
