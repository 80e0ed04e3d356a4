package dev.nightshift.jobs.runs;

import java.time.Duration;

/**
 * How a process shows that its runs live.
 *
 * @param lease how long a sign of life holds, whole seconds; a run whose lease lapsed is dead
 * @param renewal between two signs of life
 * @param poll between two looks at what operators want; a stop takes this long, and the batch
 */
public record LeaseTerms(Duration lease, Duration renewal, Duration poll) {
    /** Three renewals may fail before a run counts as dead. */
    public static final LeaseTerms DEFAULT =
            new LeaseTerms(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(250));
}
