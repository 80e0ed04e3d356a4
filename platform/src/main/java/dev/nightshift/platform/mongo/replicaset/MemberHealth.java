package dev.nightshift.platform.mongo.replicaset;

import java.time.Duration;
import java.util.Optional;

/**
 * A member of a replica set, as the set sees it.
 *
 * @param host name and port by which the set knows it
 * @param state such as {@code PRIMARY} or {@code SECONDARY}
 * @param healthy whether the others reach it
 * @param lag how far it is behind the primary; empty when that is not known
 */
public record MemberHealth(String host, String state, boolean healthy, Optional<Duration> lag) {
    /** Whether it takes writes. */
    public boolean isPrimary() {
        return state.equals("PRIMARY");
    }
}
