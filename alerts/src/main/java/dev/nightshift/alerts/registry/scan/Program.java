package dev.nightshift.alerts.registry.scan;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All classes of a scan, read once. */
final class Program {
    private final Map<Value.Method, MethodFacts> methods = new LinkedHashMap<>();
    private final Map<Value.StaticField, Value> statics = new LinkedHashMap<>();
    private final Map<Value.Method, List<Caller>> callers = new HashMap<>();
    private final Map<String, List<Caller>> callersByShape = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Set<String> enums = new HashSet<>();

    /** A call and who makes it. */
    record Caller(Value.Method method, MethodFacts.Call call) {}

    Program(Stream<byte[]> classes) {
        classes.forEach(this::add);
    }

    private void add(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        String name = model.thisClass().asInternalName();
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        files.put(
                name,
                model.findAttribute(Attributes.sourceFile())
                        .map(file -> folder + file.sourceFile().stringValue())
                        .orElse(name + ".class"));
        if (model.flags().has(AccessFlag.ENUM)) {
            enums.add(name);
        }
        model.methods()
                .forEach(
                        method -> {
                            MethodFacts facts = MethodReading.read(name, method);
                            methods.put(facts.method, facts);
                            facts.staticWrites.forEach(
                                    (field, value) -> statics.merge(field, value, Value::either));
                            facts.calls.forEach(call -> called(facts.method, call));
                        });
    }

    private void called(Value.Method by, MethodFacts.Call call) {
        Caller caller = new Caller(by, call);
        callers.computeIfAbsent(call.target(), any -> new ArrayList<>()).add(caller);
        callersByShape.computeIfAbsent(shape(call.target()), any -> new ArrayList<>()).add(caller);
    }

    /** Calls of exactly this method; of its name and shape, where it is called by an interface. */
    List<Caller> callersOf(Value.Method method) {
        List<Caller> exact = callers.getOrDefault(method, List.of());
        return exact.isEmpty() && !method.name().startsWith("<")
                ? callersByShape.getOrDefault(shape(method), List.of())
                : exact;
    }

    Optional<MethodFacts> method(Value.Method method) {
        return Optional.ofNullable(methods.get(method));
    }

    /** What was ever written to the field, anywhere. */
    Optional<Value> written(Value.StaticField field) {
        return Optional.ofNullable(statics.get(field));
    }

    boolean isEnum(String type) {
        return enums.contains(type);
    }

    /** The constants of an enum. */
    List<Value> constants(String type) {
        List<Value> constants = new ArrayList<>();
        statics.forEach(
                (field, value) -> {
                    if (field.owner().equals(type)
                            && value instanceof Value.Made made
                            && made.type().equals(type)) {
                        constants.add(field);
                    }
                });
        return constants;
    }

    String file(String type) {
        return files.getOrDefault(type, type);
    }

    private static String shape(Value.Method method) {
        return method.name() + method.descriptor();
    }
}
