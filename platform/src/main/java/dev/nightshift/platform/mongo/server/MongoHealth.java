package dev.nightshift.platform.mongo.server;

import java.time.Duration;
import java.util.Optional;

/**
 * How MongoDB feels at a moment.
 *
 * @param ping how long the server took to answer a command that does nothing
 * @param lag how far the slowest member of a replica set is behind; empty where there is none, or
 *     where the server does not tell
 * @param connectionsInUse of this process
 * @param connectionsMost that this process may open
 */
public record MongoHealth(
        Duration ping, Optional<Duration> lag, int connectionsInUse, int connectionsMost) {
    /** The share of the connection pool that is in use, 0 to 1. */
    public double poolShare() {
        return connectionsMost == 0 ? 0 : (double) connectionsInUse / connectionsMost;
    }
}
