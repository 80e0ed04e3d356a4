package dev.nightshift.drills.replicaset;

import java.time.Duration;

/**
 * How long a replica set takes for what it does by itself.
 *
 * @param electionTimeout without a primary until an election is called, and without a majority
 *     until a primary steps down; an election comes up to 15 percent later, as in MongoDB
 * @param heartbeat between two signs of life
 * @param handoff from a step-down that was asked for to the election that it nominates
 */
public record SetTimes(Duration electionTimeout, Duration heartbeat, Duration handoff) {
    /** MongoDB's defaults. */
    public static SetTimes asDocumented() {
        return new SetTimes(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(100));
    }

    /** The defaults, shrunk so that the election timeout is as given. */
    public static SetTimes withElectionTimeout(Duration electionTimeout) {
        return new SetTimes(
                electionTimeout, electionTimeout.dividedBy(5), electionTimeout.dividedBy(100));
    }
}
