package dev.nightshift.drills.faults;

import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a drill works on: a lab of its own, or the configured servers. Closing it heals every fault
 * that is left. Thread-safe.
 */
public interface Target extends AutoCloseable {
    /** What it is, for the first lines of a report: real servers, or a simulated replica set. */
    List<String> firstLines();

    /**
     * Whether MongoDB is simulated: then a drill proves our software's behaviour, never MongoDB's.
     */
    boolean simulated();

    /** Where a service, or a child process of ours, finds MongoDB; may hold a password. */
    String mongoUri();

    /** Where a service, or a child process of ours, finds Redis; may hold a password. */
    String redisUri();

    /** Under which addresses the servers are reached: where there is a proxy in front of them. */
    default AddressMap addresses() {
        return AddressMap.none();
    }

    /** The names of the faults that can be done to it. */
    Set<String> faults();

    /** The names that a fault of the network may have as its target. */
    default Set<String> servers() {
        return Set.of();
    }

    /**
     * What {@link Undo#run} needs to heal such a fault from another process, after this one has
     * died; asked for before it is injected. It may hold a password: keep it in a private file.
     */
    Map<String, String> undo(FaultRequest request);

    /**
     * Breaks something, until it is healed.
     *
     * @throws NightshiftException USAGE for a fault or an argument that it does not know,
     *     FAULT_FAILED when the fault could not be done; then nothing is broken
     */
    Applied inject(FaultRequest request);

    /** Heals what is broken and lets go of what was started. */
    @Override
    void close();
}
