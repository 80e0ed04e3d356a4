package dev.nightshift.alerts.registry.scan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is known of a value on the operand stack without running the program. */
sealed interface Value {
    /** Anything. */
    enum Unknown implements Value {
        NARROW,
        /** It takes two slots. */
        WIDE
    }

    record Text(String text) implements Value {}

    record StaticField(String owner, String name) implements Value {}

    record This() implements Value {}

    record Parameter(int index) implements Value {}

    record FieldOf(Value receiver, String owner, String name) implements Value {}

    /** The result of a method; the receiver is null for a static one. */
    record Result(Method method, @Nullable Value receiver, List<Value> arguments)
            implements Value {}

    /** A string joined by a recipe, \1 standing for each part in turn. */
    record Joined(String recipe, List<Value> parts) implements Value {}

    record OneOf(Set<Value> values) implements Value {}

    /** An object; what its constructor was given is known when that was called. */
    final class Made implements Value {
        private final String type;
        private @Nullable Method constructor;
        private List<Value> arguments = List.of();

        Made(String type) {
            this.type = type;
        }

        void made(Method by, List<Value> with) {
            constructor = by;
            arguments = List.copyOf(with);
        }

        String type() {
            return type;
        }

        @Nullable Method constructor() {
            return constructor;
        }

        List<Value> arguments() {
            return arguments;
        }
    }

    /** A method by its class, in the JVM's spelling, its name and its descriptor. */
    record Method(String owner, String name, String descriptor) {}

    /** Either, without saying it twice. */
    static Value either(Value one, Value other) {
        if (one.equals(other)) {
            return one;
        }
        Set<Value> all = new LinkedHashSet<>();
        Stream.of(one, other)
                .flatMap(
                        value ->
                                value instanceof OneOf many
                                        ? many.values().stream()
                                        : Stream.of(value))
                .forEach(all::add);
        return all.size() > 64 ? Unknown.NARROW : new OneOf(all);
    }

    /** The same with a receiver and arguments put in the place of {@code this} and parameters. */
    default Value with(@Nullable Value receiver, List<Value> arguments) {
        return switch (this) {
            case Unknown same -> same;
            case Text same -> same;
            case StaticField same -> same;
            case This same -> receiver == null ? same : receiver;
            case Parameter it ->
                    it.index() < arguments.size() ? arguments.get(it.index()) : Unknown.NARROW;
            case FieldOf it ->
                    new FieldOf(it.receiver().with(receiver, arguments), it.owner(), it.name());
            case Result it ->
                    new Result(
                            it.method(),
                            it.receiver() == null ? null : it.receiver().with(receiver, arguments),
                            all(it.arguments(), receiver, arguments));
            case Joined it -> new Joined(it.recipe(), all(it.parts(), receiver, arguments));
            case OneOf it ->
                    it.values().stream()
                            .map(value -> value.with(receiver, arguments))
                            .reduce(Value::either)
                            .orElse(Unknown.NARROW);
            case Made it -> {
                Made copy = new Made(it.type());
                if (it.constructor() != null) {
                    copy.made(it.constructor(), all(it.arguments(), receiver, arguments));
                }
                yield copy;
            }
        };
    }

    private static List<Value> all(
            List<Value> values, @Nullable Value receiver, List<Value> arguments) {
        List<Value> replaced = new ArrayList<>();
        values.forEach(value -> replaced.add(value.with(receiver, arguments)));
        return replaced;
    }

    /** Whether it depends on what the method was called with. */
    default boolean dependsOnCaller() {
        return switch (this) {
            case Unknown any -> false;
            case Text any -> false;
            case StaticField any -> false;
            case This any -> false;
            case Parameter any -> true;
            case FieldOf it -> it.receiver().dependsOnCaller();
            case Result it ->
                    (it.receiver() != null && it.receiver().dependsOnCaller())
                            || it.arguments().stream().anyMatch(Value::dependsOnCaller);
            case Joined it -> it.parts().stream().anyMatch(Value::dependsOnCaller);
            case OneOf it -> it.values().stream().anyMatch(Value::dependsOnCaller);
            case Made it -> false;
        };
    }
}
