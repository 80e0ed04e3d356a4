package dev.nightshift.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * A fingerprint of what a migration does: of the instructions and literals of its class and the
 * classes nested in it. Comments, formatting, line numbers and the order of methods do not count.
 */
public final class Checksum {
    private Checksum() {}

    /** 64 hexadecimal digits. */
    public static String of(Migration migration) {
        return of(migration.getClass());
    }

    static String of(Class<?> type) {
        ClassModel model = read(type, type.getName());
        TreeSet<String> parts = new TreeSet<>();
        describe(model, parts);
        model.findAttribute(Attributes.nestMembers())
                .ifPresent(
                        nest ->
                                nest.nestMembers()
                                        .forEach(
                                                member ->
                                                        describe(
                                                                read(
                                                                        type,
                                                                        member.asInternalName()
                                                                                .replace('/', '.')),
                                                                parts)));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(part -> digest.update((part + '\n').getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static void describe(ClassModel model, Set<String> parts) {
        String owner = model.thisClass().asInternalName();
        for (FieldModel field : model.fields()) {
            String constant =
                    field.findAttribute(Attributes.constantValue())
                            .map(value -> String.valueOf(value.constant().constantValue()))
                            .orElse("");
            parts.add(
                    "%s.%s %s %s"
                            .formatted(
                                    owner,
                                    field.fieldName().stringValue(),
                                    field.fieldType().stringValue(),
                                    constant));
        }
        for (MethodModel method : model.methods()) {
            StringBuilder text =
                    new StringBuilder(owner)
                            .append('.')
                            .append(method.methodName().stringValue())
                            .append(method.methodType().stringValue());
            method.code()
                    .ifPresent(
                            code -> {
                                for (CodeElement element : code) {
                                    if (element instanceof Instruction instruction) {
                                        text.append(' ').append(describe(instruction));
                                    }
                                }
                            });
            parts.add(text.toString());
        }
    }

    private static String describe(Instruction instruction) {
        String operand =
                switch (instruction) {
                    case ConstantInstruction constant -> String.valueOf(constant.constantValue());
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
                                    + call.bootstrapArgs();
                    case NewObjectInstruction made -> made.className().asInternalName();
                    case TypeCheckInstruction check -> check.type().asInternalName();
                    default -> "";
                };
        return instruction.opcode() + (operand.isEmpty() ? "" : "(" + operand + ")");
    }

    private static ClassModel read(Class<?> beside, String name) {
        String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = beside.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalArgumentException("no class file of " + name);
            }
            return ClassFile.of().parse(bytes.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
