package dev.nightshift.drills.faults;

import java.util.Map;

/**
 * A fault that is asked for.
 *
 * @param name one of {@link Target#faults()}
 * @param arguments by their names; what is left out has a default
 */
public record FaultRequest(String name, Map<String, Object> arguments) {
    /** Keeps a copy of the arguments. */
    public FaultRequest {
        arguments = Map.copyOf(arguments);
    }
}
