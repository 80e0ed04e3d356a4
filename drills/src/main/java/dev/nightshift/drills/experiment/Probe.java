package dev.nightshift.drills.experiment;

import java.time.Duration;

/**
 * A question and the answers that are tolerated.
 *
 * @param name in plain words, as the report says it
 * @param within how long it may take until the answer is tolerated; zero for at once
 */
public record Probe(String name, Measure measure, Tolerance tolerance, Duration within)
        implements Step {}
