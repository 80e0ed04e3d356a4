package dev.nightshift.alerts.registry.scan;

import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayList;
import java.util.List;

/** The two dynamic calls that a compiler makes by itself: joined strings and lambdas. */
final class DynamicCalls {
    private DynamicCalls() {}

    static void read(InvokeDynamicInstruction it, OperandStack stack, MethodFacts facts, int line) {
        List<Value> arguments = stack.popAll(it.typeSymbol().parameterCount());
        List<ConstantDesc> given = it.bootstrapArgs();
        Value result = Value.Unknown.NARROW;
        if ("makeConcatWithConstants".equals(it.name().stringValue())
                && given.getFirst() instanceof String recipe) {
            result = joined(recipe, given, arguments);
        } else {
            given.stream()
                    .filter(DirectMethodHandleDesc.class::isInstance)
                    .map(DirectMethodHandleDesc.class::cast)
                    .forEach(body -> facts.calls.add(lambda(body, arguments, line)));
        }
        MethodReading.push(it.typeSymbol().returnType(), result, stack);
    }

    private static Value joined(String recipe, List<ConstantDesc> given, List<Value> arguments) {
        StringBuilder plain = new StringBuilder();
        int constant = 1;
        for (int i = 0; i < recipe.length(); i++) {
            char c = recipe.charAt(i);
            if (c == '\2') {
                plain.append(given.get(constant++));
            } else {
                plain.append(c);
            }
        }
        return new Value.Joined(plain.toString(), arguments);
    }

    // What a lambda catches comes first; what it is called with is not known.
    private static MethodFacts.Call lambda(
            DirectMethodHandleDesc body, List<Value> caught, int line) {
        String owner = body.owner().descriptorString();
        Value.Method target =
                new Value.Method(
                        owner.substring(1, owner.length() - 1),
                        body.methodName(),
                        body.lookupDescriptor());
        List<Value> arguments = new ArrayList<>(caught);
        Value receiver = null;
        if (body.kind() != DirectMethodHandleDesc.Kind.STATIC
                && body.kind() != DirectMethodHandleDesc.Kind.INTERFACE_STATIC) {
            receiver = arguments.isEmpty() ? Value.Unknown.NARROW : arguments.removeFirst();
        }
        return new MethodFacts.Call(target, receiver, arguments, line);
    }
}
