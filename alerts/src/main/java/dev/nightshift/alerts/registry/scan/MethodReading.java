package dev.nightshift.alerts.registry.scan;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one method from its first instruction to its last, with a stack of what is known. Where
 * ways meet, a value is one of those that arrive; a variable is one of those ever stored in it.
 */
final class MethodReading {
    private final Value.Method method;
    private final Map<Integer, Value> variables = new HashMap<>();
    private final Map<Integer, Value> stored = new HashMap<>();
    private final Map<Label, OperandStack> arriving = new HashMap<>();
    private final Set<Label> handlers = new HashSet<>();
    private MethodFacts facts;
    private @Nullable OperandStack stack = new OperandStack();
    private int line;

    private MethodReading(Value.Method method) {
        this.method = method;
        this.facts = new MethodFacts(method);
    }

    static MethodFacts read(String owner, MethodModel model) {
        Value.Method method =
                new Value.Method(
                        owner, model.methodName().stringValue(), model.methodType().stringValue());
        if (model.code().isEmpty()) {
            return new MethodFacts(method);
        }
        MethodReading reading = new MethodReading(method);
        boolean isStatic = model.flags().has(AccessFlag.STATIC);
        CodeModel code = model.code().get();
        code.exceptionHandlers().forEach(caught -> reading.handlers.add(caught.handler()));
        // The first time finds what is stored in variables, the second knows it.
        reading.parameters(isStatic, model.methodTypeSymbol());
        reading.run(code);
        reading.stored.forEach(
                (slot, value) -> reading.variables.merge(slot, value, Value::either));
        reading.facts = new MethodFacts(method);
        reading.arriving.clear();
        reading.run(code);
        return reading.facts;
    }

    private void parameters(boolean isStatic, MethodTypeDesc type) {
        int slot = 0;
        if (!isStatic) {
            variables.put(slot++, new Value.This());
        }
        for (int i = 0; i < type.parameterCount(); i++) {
            TypeKind kind = TypeKind.from(type.parameterType(i));
            variables.put(slot, kind.slotSize() == 2 ? Value.Unknown.WIDE : new Value.Parameter(i));
            slot += kind.slotSize();
        }
    }

    private void run(CodeModel code) {
        stack = new OperandStack();
        line = 0;
        for (CodeElement element : code) {
            switch (element) {
                case LabelTarget target -> arrive(target.label());
                case LineNumber number -> line = number.line();
                default -> {
                    OperandStack here = stack;
                    if (here != null) {
                        step(element, here);
                    }
                }
            }
        }
    }

    private void arrive(Label label) {
        OperandStack earlier = arriving.get(label);
        OperandStack here = stack;
        if (handlers.contains(label)) {
            stack = new OperandStack();
            stack.push(Value.Unknown.NARROW);
        } else if (here == null) {
            stack = earlier == null ? new OperandStack() : earlier.copy();
        } else if (earlier != null) {
            here.merge(earlier);
        }
    }

    private void leaveFor(Label label, OperandStack here) {
        OperandStack earlier = arriving.putIfAbsent(label, here.copy());
        if (earlier != null) {
            earlier.merge(here);
        }
    }

    private void step(CodeElement element, OperandStack here) {
        switch (element) {
            case ConstantInstruction it ->
                    here.push(
                            it.constantValue() instanceof String text
                                    ? new Value.Text(text)
                                    : of(it.typeKind()));
            case LoadInstruction it ->
                    here.push(
                            it.typeKind() == TypeKind.REFERENCE
                                    ? variables.getOrDefault(it.slot(), Value.Unknown.NARROW)
                                    : of(it.typeKind()));
            case StoreInstruction it -> stored.merge(it.slot(), here.pop(), Value::either);
            case StackInstruction it -> here.rearrange(it.opcode());
            case FieldInstruction it -> field(it, here);
            case InvokeInstruction it -> invoke(it, here);
            case InvokeDynamicInstruction it -> DynamicCalls.read(it, here, facts, line);
            case NewObjectInstruction it ->
                    here.push(new Value.Made(it.className().asInternalName()));
            case BranchInstruction it -> branch(it, here);
            case TableSwitchInstruction it -> choose(it.defaultTarget(), it.cases(), here);
            case LookupSwitchInstruction it -> choose(it.defaultTarget(), it.cases(), here);
            case ReturnInstruction it -> {
                if (it.typeKind() != TypeKind.VOID) {
                    facts.returns(here.pop());
                }
                stack = null;
            }
            case ThrowInstruction it -> stack = null;
            case OperatorInstruction it -> operate(it, here);
            case ConvertInstruction it -> replace(here, 1, of(it.toType()));
            case ArrayLoadInstruction it -> replace(here, 2, of(it.typeKind()));
            case ArrayStoreInstruction it -> here.drop(3);
            case NewPrimitiveArrayInstruction it -> replace(here, 1, Value.Unknown.NARROW);
            case NewReferenceArrayInstruction it -> replace(here, 1, Value.Unknown.NARROW);
            case NewMultiArrayInstruction it ->
                    replace(here, it.dimensions(), Value.Unknown.NARROW);
            case MonitorInstruction it -> here.pop();
            case TypeCheckInstruction it -> {
                if (it.opcode() == Opcode.INSTANCEOF) {
                    replace(here, 1, Value.Unknown.NARROW);
                }
            }
            case ExceptionCatch it -> {}
            // Increments, no-ops and notes of the compiler leave the stack as it is.
            default -> {}
        }
    }

    private void branch(BranchInstruction it, OperandStack here) {
        here.drop(
                switch (it.opcode()) {
                    case GOTO, GOTO_W -> 0;
                    case IF_ICMPEQ,
                            IF_ICMPNE,
                            IF_ICMPLT,
                            IF_ICMPGE,
                            IF_ICMPGT,
                            IF_ICMPLE,
                            IF_ACMPEQ,
                            IF_ACMPNE ->
                            2;
                    default -> 1;
                });
        leaveFor(it.target(), here);
        if (it.opcode() == Opcode.GOTO || it.opcode() == Opcode.GOTO_W) {
            stack = null;
        }
    }

    private void choose(Label otherwise, List<SwitchCase> cases, OperandStack here) {
        here.pop();
        leaveFor(otherwise, here);
        cases.forEach(one -> leaveFor(one.target(), here));
        stack = null;
    }

    private void field(FieldInstruction it, OperandStack here) {
        String owner = it.owner().asInternalName();
        String name = it.name().stringValue();
        TypeKind kind = TypeKind.from(it.typeSymbol());
        switch (it.opcode()) {
            case GETSTATIC ->
                    here.push(
                            kind.slotSize() == 2
                                    ? Value.Unknown.WIDE
                                    : new Value.StaticField(owner, name));
            case PUTSTATIC ->
                    facts.staticWrites.merge(
                            new Value.StaticField(owner, name), here.pop(), Value::either);
            case GETFIELD -> {
                Value receiver = here.pop();
                here.push(
                        kind == TypeKind.REFERENCE
                                ? new Value.FieldOf(receiver, owner, name)
                                : of(kind));
            }
            case PUTFIELD -> {
                Value value = here.pop();
                if (here.pop() instanceof Value.This && owner.equals(method.owner())) {
                    facts.ownWrites.merge(name, value, Value::either);
                }
            }
            default -> throw new IllegalArgumentException(it.opcode().toString());
        }
    }

    private void invoke(InvokeInstruction it, OperandStack here) {
        Value.Method target =
                new Value.Method(
                        it.owner().asInternalName(),
                        it.name().stringValue(),
                        it.type().stringValue());
        List<Value> arguments = here.popAll(it.typeSymbol().parameterCount());
        Value receiver = it.opcode() == Opcode.INVOKESTATIC ? null : here.pop();
        facts.calls.add(new MethodFacts.Call(target, receiver, arguments, line));
        if (receiver instanceof Value.Made made && "<init>".equals(target.name())) {
            made.made(target, arguments);
        }
        push(it.typeSymbol().returnType(), new Value.Result(target, receiver, arguments), here);
    }

    static void push(ClassDesc type, Value value, OperandStack here) {
        TypeKind kind = TypeKind.from(type);
        if (kind == TypeKind.REFERENCE) {
            here.push(value);
        } else if (kind != TypeKind.VOID) {
            here.push(of(kind));
        }
    }

    private static void operate(OperatorInstruction it, OperandStack here) {
        boolean unary =
                switch (it.opcode()) {
                    case INEG, LNEG, FNEG, DNEG, ARRAYLENGTH -> true;
                    default -> false;
                };
        boolean narrow =
                switch (it.opcode()) {
                    case LCMP, DCMPG, DCMPL, FCMPG, FCMPL, ARRAYLENGTH -> true;
                    default -> false;
                };
        replace(here, unary ? 1 : 2, narrow ? Value.Unknown.NARROW : of(it.typeKind()));
    }

    private static void replace(OperandStack here, int count, Value value) {
        here.drop(count);
        here.push(value);
    }

    private static Value of(TypeKind kind) {
        return kind.slotSize() == 2 ? Value.Unknown.WIDE : Value.Unknown.NARROW;
    }
}
