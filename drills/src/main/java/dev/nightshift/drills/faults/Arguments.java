package dev.nightshift.drills.faults;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The arguments of a fault, checked. */
public final class Arguments {
    private final String fault;
    private final Map<String, Object> values;

    /**
     * Checks the names.
     *
     * @param known all that the fault has
     * @throws NightshiftException USAGE for a name that is not among them
     */
    public Arguments(FaultRequest request, Set<String> known) {
        this.fault = request.name();
        this.values = request.arguments();
        values.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(
                        name -> {
                            throw usage(
                                    "The fault %s has no argument '%s'.".formatted(fault, name),
                                    known.isEmpty()
                                            ? "It has none."
                                            : "It has %s."
                                                    .formatted(
                                                            String.join(
                                                                    ", ",
                                                                    known.stream()
                                                                            .sorted()
                                                                            .toList())));
                        });
    }

    private static NightshiftException usage(String message, String hint) {
        return new NightshiftException(FailureCode.USAGE, message, hint);
    }

    /** A word; empty when it is left out. */
    public Optional<String> word(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    /** A word that must be there. */
    public String required(String name) {
        return word(name)
                .orElseThrow(
                        () ->
                                usage(
                                        "The fault %s needs the argument '%s'."
                                                .formatted(fault, name),
                                        ""));
    }

    /** Yes or no. */
    public boolean flag(String name) {
        return switch (word(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw usage(wrong(name, "true or false"), "");
        };
    }

    /** A whole number within limits. */
    public long whole(String name, long whenLeftOut, long least, long most) {
        String given = word(name).orElse(Long.toString(whenLeftOut));
        String expected = "a whole number from %d to %d".formatted(least, most);
        if (!given.matches("-?\\d{1,18}")) {
            throw usage(wrong(name, expected), "");
        }
        long number = Long.parseLong(given);
        if (number < least || number > most) {
            throw usage(wrong(name, expected), "");
        }
        return number;
    }

    /** A number of milliseconds, an hour at most. */
    public Duration millis(String name, long whenLeftOut) {
        return Duration.ofMillis(whole(name, whenLeftOut, 0, Duration.ofHours(1).toMillis()));
    }

    private String wrong(String name, String expected) {
        return "The argument '%s' of the fault %s is '%s'; expected %s."
                .formatted(name, fault, Objects.toString(values.get(name)), expected);
    }
}
