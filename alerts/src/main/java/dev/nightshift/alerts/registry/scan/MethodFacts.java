package dev.nightshift.alerts.registry.scan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a method calls, returns and writes, as far as it is known without running it. */
final class MethodFacts {
    /** A call of a method, with what it is given. */
    record Call(Value.Method target, @Nullable Value receiver, List<Value> arguments, int line) {}

    final Value.Method method;
    final List<Call> calls = new ArrayList<>();
    final Map<Value.StaticField, Value> staticWrites = new LinkedHashMap<>();
    final Map<String, Value> ownWrites = new LinkedHashMap<>();
    @Nullable Value returned;

    MethodFacts(Value.Method method) {
        this.method = method;
    }

    void returns(Value value) {
        Value earlier = returned;
        returned = earlier == null ? value : Value.either(earlier, value);
    }
}
