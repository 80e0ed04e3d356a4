package dev.nightshift.drills.faults;

import dev.nightshift.drills.proxy.Disturbance;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Faults between clients and a server, done by the proxy in front of it. */
public enum NetworkFault {
    /** As after the end of the server's process. */
    REFUSE("refuse"),
    /** Connections are reset, old ones and new ones. */
    RESET("reset"),
    /** Nothing passes; connections stay open. */
    FREEZE("freeze"),
    /** What passes is late. */
    LATENCY("latency"),
    /** Little passes in a second. */
    BANDWIDTH("bandwidth"),
    /** Connections are reset in the middle of an answer. */
    CUT("cut-after-bytes");

    /** The argument that says in front of which server. */
    public static final String TARGET = "target";

    private final String wire;

    NetworkFault(String wire) {
        this.wire = wire;
    }

    /** The name in an experiment. */
    public String wire() {
        return wire;
    }

    /** The fault of that name; empty when it is none of the network. */
    public static Optional<NetworkFault> named(String name) {
        return Arrays.stream(values()).filter(fault -> fault.wire.equals(name)).findFirst();
    }

    /** The arguments of a request, checked. */
    public Arguments arguments(FaultRequest request) {
        return new Arguments(
                request,
                switch (this) {
                    case REFUSE, RESET, FREEZE -> Set.of(TARGET);
                    case LATENCY -> Set.of(TARGET, "millis", "jitterMillis");
                    case BANDWIDTH -> Set.of(TARGET, "bytesPerSecond");
                    case CUT -> Set.of(TARGET, "bytes");
                });
    }

    /** What the proxy is to do. */
    public Disturbance disturbance(Arguments given) {
        return switch (this) {
            case REFUSE -> new Disturbance.Refuse();
            case RESET -> new Disturbance.Reset();
            case FREEZE -> new Disturbance.Freeze();
            case LATENCY ->
                    new Disturbance.Latency(
                            given.millis("millis", 200),
                            Duration.ofMillis(given.whole("jitterMillis", 0, 0, 60_000)));
            case BANDWIDTH ->
                    new Disturbance.Bandwidth(
                            given.whole("bytesPerSecond", 1_024, 1, 1_000_000_000));
            case CUT -> new Disturbance.CutAfter(given.whole("bytes", 0, 0, 1_000_000_000));
        };
    }
}
