package dev.nightshift.drills.lab;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Faults of the servers themselves. */
public enum ServerFault {
    /** The primary becomes a secondary; another member is nominated. */
    MONGO_STEP_DOWN("mongo-step-down"),
    /** The primary's process ends at once; healed when it runs again. */
    MONGO_KILL_PRIMARY("mongo-kill-primary"),
    /** All processes but the primary's end; it steps down by itself. */
    MONGO_LOSE_MAJORITY("mongo-lose-majority"),
    /** A member, or all that are secondary now, follow late. */
    MONGO_LAG("mongo-lag"),
    /** The clients' commands are held back. */
    REDIS_CLIENT_PAUSE("redis-client-pause"),
    /** The process ends at once; healed when it runs again. */
    REDIS_KILL("redis-kill");

    private final String wire;

    ServerFault(String wire) {
        this.wire = wire;
    }

    /** The name in an experiment. */
    public String wire() {
        return wire;
    }

    /** The names of its arguments. */
    public Set<String> arguments() {
        return switch (this) {
            case MONGO_STEP_DOWN -> Set.of("unelectableSeconds", "force");
            case MONGO_LAG -> Set.of("member", "millis");
            case REDIS_CLIENT_PAUSE -> Set.of("millis", "writesOnly");
            case MONGO_KILL_PRIMARY, MONGO_LOSE_MAJORITY, REDIS_KILL -> Set.of();
        };
    }

    /** The fault of that name. */
    public static Optional<ServerFault> named(String name) {
        return Arrays.stream(values()).filter(fault -> fault.wire.equals(name)).findFirst();
    }
}
