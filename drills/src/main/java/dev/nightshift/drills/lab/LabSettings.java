package dev.nightshift.drills.lab;

import dev.nightshift.drills.replicaset.SetTimes;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a lab is.
 *
 * @param times of the replica set's elections
 * @param mongod the real server's binary; the set is simulated when it is empty
 * @param clock for what the simulated members tell as their time
 */
public record LabSettings(SetTimes times, Optional<Path> mongod, InstantSource clock) {
    /** As MongoDB has it by default. */
    public static LabSettings asDocumented(Optional<Path> mongod, InstantSource clock) {
        return new LabSettings(SetTimes.asDocumented(), mongod, clock);
    }

    /** Simulated, with elections as fast as that. */
    public static LabSettings simulated(Duration electionTimeout, InstantSource clock) {
        return new LabSettings(
                SetTimes.withElectionTimeout(electionTimeout), Optional.empty(), clock);
    }
}
