package dev.nightshift.drills.experiment;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every fault that an experiment can name, with its arguments. */
public enum FaultName {
    /** New connections are refused and those that are open are closed. */
    REFUSE("target", "target"),
    /** Connections are cut with a reset. */
    RESET("target", "target"),
    /** Connections stay open and carry nothing. */
    FREEZE("target", "target"),
    /** Every answer is late. */
    LATENCY("target millis", "target millis jitterMillis"),
    /** Answers come slowly. */
    BANDWIDTH("target bytesPerSecond", "target bytesPerSecond"),
    /** A connection is cut in the middle of an answer. */
    CUT_AFTER_BYTES("target bytes", "target bytes"),
    /** The primary steps down, and another member is elected. */
    MONGO_STEP_DOWN("", "unelectableSeconds force"),
    /** The primary is killed. */
    MONGO_KILL_PRIMARY("", ""),
    /** All members but one are gone. */
    MONGO_LOSE_MAJORITY("", ""),
    /** A secondary falls behind. */
    MONGO_LAG("", "member millis"),
    /** Redis answers nobody for a while. */
    REDIS_CLIENT_PAUSE("", "millis writesOnly"),
    /** The Redis server is killed. */
    REDIS_KILL("", "");

    private static final Pattern TARGET =
            Pattern.compile("redis|mongo(?:-primary|-secondary|-[1-9])?");

    private final String required;
    private final String arguments;

    FaultName(String required, String arguments) {
        this.required = required;
        this.arguments = arguments;
    }

    /** The name in an experiment, for example {@code cut-after-bytes}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is done by a proxy: then only who goes through the proxy feels it. */
    public boolean isOfTheNetwork() {
        return switch (this) {
            case REFUSE, RESET, FREEZE, LATENCY, BANDWIDTH, CUT_AFTER_BYTES -> true;
            case MONGO_STEP_DOWN,
                    MONGO_KILL_PRIMARY,
                    MONGO_LOSE_MAJORITY,
                    MONGO_LAG,
                    REDIS_CLIENT_PAUSE,
                    REDIS_KILL ->
                    false;
        };
    }

    /**
     * The store that it hurts, as a blast radius names it.
     *
     * @param target of a fault of the network; any other has its own
     */
    String store(String target) {
        return switch (this) {
            case REFUSE, RESET, FREEZE, LATENCY, BANDWIDTH, CUT_AFTER_BYTES ->
                    target.equals("redis") ? "redis" : "mongodb";
            case MONGO_STEP_DOWN, MONGO_KILL_PRIMARY, MONGO_LOSE_MAJORITY, MONGO_LAG -> "mongodb";
            case REDIS_CLIENT_PAUSE, REDIS_KILL -> "redis";
        };
    }

    /** Arguments that must be given. */
    List<String> required() {
        return split(required);
    }

    /** Arguments that may be given. */
    List<String> arguments() {
        return split(arguments);
    }

    /** What is expected instead of such an argument; empty when it may be one. */
    static Optional<String> expected(String argument, @Nullable Object value) {
        return switch (argument) {
            case "target" ->
                    TARGET.matcher(String.valueOf(value)).matches()
                            ? Optional.empty()
                            : Optional.of(
                                    "redis, mongo (all members), mongo-primary, mongo-secondary,"
                                            + " or mongo-1 and so on is expected");
            case "force", "writesOnly" ->
                    value instanceof Boolean
                            ? Optional.empty()
                            : Optional.of("true or false is expected");
            default ->
                    value instanceof Number number
                                    && number.doubleValue() >= 0
                                    && number.doubleValue() == Math.rint(number.doubleValue())
                            ? Optional.empty()
                            : Optional.of("a whole number is expected");
        };
    }

    private static List<String> split(String names) {
        return names.isEmpty() ? List.of() : List.of(names.split(" "));
    }

    /** The fault of that name; empty when there is none. */
    public static Optional<FaultName> byWord(String word) {
        return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst();
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(FaultName::word).toList();
    }
}
