package dev.nightshift.migrations;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A method's instructions as text. A jump is told by how many instructions it goes, so that neither
 * line numbers nor the size of an instruction count.
 */
final class MethodText {
    private final Map<Label, Integer> places = new HashMap<>();
    private int place;

    private MethodText() {}

    static String of(CodeModel code) {
        return new MethodText().text(code);
    }

    private String text(CodeModel code) {
        int next = 0;
        for (CodeElement element : code) {
            if (element instanceof LabelTarget target) {
                places.put(target.label(), next);
            } else if (element instanceof Instruction) {
                next++;
            }
        }
        StringBuilder text = new StringBuilder();
        for (CodeElement element : code) {
            if (element instanceof Instruction instruction) {
                String operand = operand(instruction);
                text.append(' ').append(instruction.opcode());
                if (!operand.isEmpty()) {
                    text.append('(').append(operand).append(')');
                }
                place++;
            }
        }
        for (ExceptionCatch handler : code.exceptionHandlers()) {
            text.append(
                    " catch(%s %s-%s: %s)"
                            .formatted(
                                    handler.catchType()
                                            .map(type -> type.asInternalName())
                                            .orElse("any"),
                                    places.get(handler.tryStart()),
                                    places.get(handler.tryEnd()),
                                    places.get(handler.handler())));
        }
        return text.toString();
    }

    private String operand(Instruction instruction) {
        return switch (instruction) {
            case ConstantInstruction constant -> constant(constant.constantValue());
            case FieldInstruction field ->
                    field.owner().asInternalName() + '.' + field.name().stringValue();
            case InvokeInstruction call ->
                    call.owner().asInternalName()
                            + '.'
                            + call.name().stringValue()
                            + call.type().stringValue();
            case InvokeDynamicInstruction call ->
                    call.name().stringValue()
                            + call.type().stringValue()
                            + constant(call.bootstrapMethod())
                            + call.bootstrapArgs().stream().map(MethodText::constant).toList();
            case NewObjectInstruction made -> made.className().asInternalName();
            case NewReferenceArrayInstruction made -> made.componentType().asInternalName();
            case NewPrimitiveArrayInstruction made -> made.typeKind().name();
            case NewMultiArrayInstruction made ->
                    made.arrayType().asInternalName() + ' ' + made.dimensions();
            case TypeCheckInstruction check -> check.type().asInternalName();
            case LoadInstruction load -> Integer.toString(load.slot());
            case StoreInstruction store -> Integer.toString(store.slot());
            case IncrementInstruction more -> more.slot() + " " + more.constant();
            case BranchInstruction jump -> by(jump.target());
            case TableSwitchInstruction choice -> choice(choice.cases(), choice.defaultTarget());
            case LookupSwitchInstruction choice -> choice(choice.cases(), choice.defaultTarget());
            default -> "";
        };
    }

    private String choice(List<SwitchCase> cases, Label otherwise) {
        return cases.stream()
                        .map(one -> one.caseValue() + ":" + by(one.target()))
                        .collect(Collectors.joining(" "))
                + " else:"
                + by(otherwise);
    }

    private String by(Label target) {
        return Integer.toString(places.getOrDefault(target, 0) - place);
    }

    private static String constant(ConstantDesc constant) {
        return switch (constant) {
            case DirectMethodHandleDesc method ->
                    method.owner().descriptorString()
                            + '.'
                            + method.methodName()
                            + method.lookupDescriptor();
            case java.lang.constant.ClassDesc type -> type.descriptorString();
            default -> constant.getClass().getSimpleName() + ' ' + constant;
        };
    }
}
