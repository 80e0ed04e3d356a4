package dev.nightshift.drills.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which values a probe may have.
 *
 * @param least smallest that is tolerated
 * @param most largest that is tolerated
 */
public record Tolerance(double least, double most) {
    /** Just that value. */
    public static Tolerance exactly(double value) {
        return new Tolerance(value, value);
    }

    /** Whether the value is tolerated; what is no number is not. */
    public boolean holds(double value) {
        return value >= least && value <= most;
    }

    /** In the words of the Chaos Toolkit: a value or a range. */
    Object exported(Measure measure) {
        if (measure.isYesOrNo() && least == most) {
            return least != 0;
        }
        if (least == most && least == Math.rint(least)) {
            return (long) least;
        }
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("type", "range");
        range.put("range", List.of(least, most));
        return range;
    }

    /** For people. */
    public String told(Measure measure) {
        if (least == most) {
            return measure.told(least);
        }
        return least <= 0
                ? "at most " + measure.told(most)
                : most >= 1_000_000
                        ? "at least " + measure.told(least)
                        : "%s to %s".formatted(measure.told(least), measure.told(most));
    }
}
