package dev.nightshift.drills.timing;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How requests of one kind went in one phase.
 *
 * @param request as a report names it
 * @param done answered as they should
 * @param failed that failed
 * @param refused that were refused, and told so
 * @param notSent that were not sent when they were due: too many were on their way
 * @param longestGapMs the longest time in which none was done
 * @param latency from when they were due until they were done or failed; of those that were not
 *     sent until one of those on their way was answered
 * @param refusals from when those were due that were refused
 */
public record Timing(
        String request,
        long done,
        long failed,
        long refused,
        long notSent,
        long longestGapMs,
        Latency latency,
        Latency refusals) {
    /** As a journal holds it. */
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("request", request);
        data.put("done", done);
        data.put("failed", failed);
        data.put("refused", refused);
        data.put("notSent", notSent);
        data.put("longestGapMs", longestGapMs);
        data.put("histogram", latency.histogram());
        data.put("refusals", refusals.histogram());
        return data;
    }

    /** As a journal holds it. */
    public static Timing of(Map<?, ?> data) {
        return new Timing(
                String.valueOf(data.get("request")),
                number(data, "done"),
                number(data, "failed"),
                number(data, "refused"),
                number(data, "notSent"),
                number(data, "longestGapMs"),
                Latency.of(String.valueOf(data.get("histogram"))),
                Latency.of(String.valueOf(data.get("refusals"))));
    }

    private static long number(Map<?, ?> data, String name) {
        return data.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
