package dev.nightshift.alerts.registry.scan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Follows a value to the constants it can be. */
final class Constants {
    private static final int DEEPEST = 24;
    private static final int MOST = 256;
    private static final int MOST_STEPS = 20_000;

    private final Program program;
    private int steps;

    Constants(Program program) {
        this.program = program;
    }

    /** All texts it can be; empty when it can be something that is not known. */
    Optional<Set<String>> texts(Value value) {
        steps = 0;
        return end(value, 0)
                .flatMap(
                        ends -> {
                            Set<String> texts = new LinkedHashSet<>();
                            for (Value end : ends) {
                                if (!(end instanceof Value.Text text)) {
                                    return Optional.empty();
                                }
                                texts.add(text.text());
                            }
                            return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
                        });
    }

    /** The names of all constants of that enum it can be; empty when it can be something else. */
    Optional<Set<String>> enumNames(Value value, String type) {
        steps = 0;
        return end(value, 0)
                .flatMap(
                        ends -> {
                            Set<String> names = new LinkedHashSet<>();
                            for (Value end : ends) {
                                if (!(end instanceof Value.StaticField field)
                                        || !field.owner().equals(type)) {
                                    return Optional.empty();
                                }
                                names.add(field.name());
                            }
                            return names.isEmpty() ? Optional.empty() : Optional.of(names);
                        });
    }

    /** What is known of a text that is joined or formatted, {@code *} for each open part. */
    String shape(Value value) {
        return switch (value) {
            case Value.Joined joined -> joined.recipe().replace('\1', '*');
            case Value.Result result
                    when result.method().owner().equals("java/lang/String")
                            && result.method().name().equals("formatted")
                            && result.receiver() instanceof Value.Text format ->
                    format.text().replace("%s", "*");
            default -> "";
        };
    }

    private Optional<Set<Value>> end(@Nullable Value value, int depth) {
        // Methods that call themselves would be followed for ever.
        if (value == null || depth > DEEPEST || ++steps > MOST_STEPS) {
            return Optional.empty();
        }
        return switch (value) {
            case Value.Unknown any -> Optional.empty();
            case Value.Parameter any -> Optional.empty();
            case Value.This any -> Optional.empty();
            case Value.Text text -> Optional.of(Set.of(text));
            case Value.Made made -> Optional.of(Set.of(made));
            case Value.StaticField field -> ofStatic(field, depth);
            case Value.FieldOf field -> ofField(field, depth);
            case Value.Result result -> ofResult(result, depth);
            case Value.Joined joined -> ofJoined(joined, depth);
            case Value.OneOf many -> all(List.copyOf(many.values()), depth);
        };
    }

    private Optional<Set<Value>> all(List<Value> values, int depth) {
        Set<Value> ends = new LinkedHashSet<>();
        for (Value value : values) {
            Optional<Set<Value>> some = end(value, depth + 1);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            ends.addAll(some.get());
        }
        return ends.size() > MOST ? Optional.empty() : Optional.of(ends);
    }

    private Optional<Set<Value>> ofStatic(Value.StaticField field, int depth) {
        if (program.isEnum(field.owner())) {
            return Optional.of(Set.of(field));
        }
        Optional<Value> written = program.written(field);
        return written.isPresent()
                ? end(written.get(), depth + 1)
                // An enum outside the scan, such as a severity, is its own constant.
                : Optional.of(Set.of(field));
    }

    private Optional<Set<Value>> ofField(Value.FieldOf field, int depth) {
        Optional<Set<Value>> receivers = objects(field.receiver(), field.owner(), depth);
        if (receivers.isEmpty()) {
            return Optional.empty();
        }
        List<Value> values = new ArrayList<>();
        for (Value receiver : receivers.get()) {
            if (!(receiver instanceof Value.Made made) || made.constructor() == null) {
                return Optional.empty();
            }
            Value.Method constructor = Objects.requireNonNull(made.constructor());
            Value written =
                    program.method(constructor)
                            .map(facts -> facts.ownWrites.get(field.name()))
                            .orElse(null);
            if (written == null) {
                return Optional.empty();
            }
            values.add(written.with(made, made.arguments()));
        }
        return all(values, depth);
    }

    /** The objects it can be; where that is open and the type is an enum, all its constants. */
    private Optional<Set<Value>> objects(Value receiver, String type, int depth) {
        Optional<Set<Value>> ends = end(receiver, depth + 1);
        if (ends.isEmpty() && program.isEnum(type)) {
            ends = Optional.of(new LinkedHashSet<>(program.constants(type)));
        }
        return ends.map(
                known -> {
                    Set<Value> objects = new LinkedHashSet<>();
                    for (Value value : known) {
                        objects.add(
                                value instanceof Value.StaticField field
                                        ? program.written(field).orElse(field)
                                        : value);
                    }
                    return objects;
                });
    }

    private Optional<Set<Value>> ofResult(Value.Result result, int depth) {
        Value.Method method = result.method();
        if (program.isEnum(method.owner()) && method.name().equals("name")) {
            return enumNamed(result, depth);
        }
        return program.method(method)
                .map(facts -> facts.returned)
                .flatMap(
                        returned ->
                                end(
                                        returned.with(result.receiver(), result.arguments()),
                                        depth + 1));
    }

    private Optional<Set<Value>> enumNamed(Value.Result result, int depth) {
        List<Value> constants =
                end(result.receiver(), depth + 1)
                        .map(List::copyOf)
                        .orElseGet(() -> program.constants(result.method().owner()));
        Set<Value> names = new LinkedHashSet<>();
        for (Value constant : constants) {
            if (!(constant instanceof Value.StaticField field)) {
                return Optional.empty();
            }
            names.add(new Value.Text(field.name()));
        }
        return Optional.of(names);
    }

    private Optional<Set<Value>> ofJoined(Value.Joined joined, int depth) {
        Set<String> texts = new LinkedHashSet<>(Set.of(""));
        int part = 0;
        for (int i = 0; i < joined.recipe().length(); i++) {
            char c = joined.recipe().charAt(i);
            Set<String> next =
                    c == '\1'
                            ? end(joined.parts().get(part++), depth + 1)
                                    .map(Constants::printed)
                                    .orElse(Set.of())
                            : Set.of(String.valueOf(c));
            if (next.isEmpty() || next.size() * texts.size() > MOST) {
                return Optional.empty();
            }
            Set<String> longer = new LinkedHashSet<>();
            texts.forEach(text -> next.forEach(more -> longer.add(text + more)));
            texts = longer;
        }
        Set<Value> values = new LinkedHashSet<>();
        texts.forEach(text -> values.add(new Value.Text(text)));
        return Optional.of(values);
    }

    // Texts only: how an object prints itself is its own affair.
    private static Set<String> printed(Set<Value> values) {
        Set<String> texts = new LinkedHashSet<>();
        for (Value value : values) {
            if (!(value instanceof Value.Text text)) {
                return Set.of();
            }
            texts.add(text.text());
        }
        return texts;
    }
}
