package dev.nightshift.schedules;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * One row of the table: what runs when. Immutable.
 *
 * @param name unique in the table
 * @param cron in Quartz's form: second, minute, hour, day of month, month, day of week, perhaps
 *     year
 * @param zone whose clock the cron expression is read by
 * @param parameters of the job, by name
 * @param longest how long one time may be at work before it counts as overrunning
 * @param grace how long after it was due it counts as missed when nothing ran
 * @param owner whom to ask
 * @param enabled false: known, but never due
 * @param place file and line, for messages
 */
public record Schedule(
        String name,
        String cron,
        ZoneId zone,
        ScheduledJob job,
        Map<String, String> parameters,
        Selection companies,
        MisfireRule misfire,
        OverlapRule overlap,
        Duration longest,
        OverrunRule overrun,
        Duration grace,
        String owner,
        boolean enabled,
        String place) {
    public Schedule {
        parameters = Map.copyOf(parameters);
    }

    /** Who starts its runs, as runs and alerts say it. */
    public String actor() {
        return "schedule:" + name;
    }

    /** What decides when it is due; when that changes, its next time is worked out anew. */
    public String timing() {
        return "%s|%s|%s".formatted(cron, zone, misfire);
    }

    /** The parameters in the order of their names. */
    public Map<String, String> sortedParameters() {
        return new TreeMap<>(parameters);
    }
}
