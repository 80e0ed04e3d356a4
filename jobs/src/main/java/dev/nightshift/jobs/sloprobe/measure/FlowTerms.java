package dev.nightshift.jobs.sloprobe.measure;

import java.time.Duration;

/**
 * How requests flow.
 *
 * @param perSecond how many are due in a second
 * @param mostAtOnce how many are on their way at most
 * @param patience for those that are on their way at the end
 */
public record FlowTerms(int perSecond, int mostAtOnce, Duration patience) {}
