package dev.nightshift.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fingerprint of what a migration does: of the instructions, jumps and literals of its class, of
 * the classes nested in it, and of those of its package and the packages below that it uses,
 * directly or not. Comments, formatting, line numbers and the order of methods do not count.
 */
public final class Checksum {
    private Checksum() {}

    /** 64 hexadecimal digits. */
    public static String of(Migration migration) {
        return of(migration.getClass());
    }

    static String of(Class<?> type) {
        Set<String> parts = new TreeSet<>();
        Pattern own =
                Pattern.compile(
                        Pattern.quote(type.getPackageName().replace('.', '/')) + "/[\\w/$]+");
        Set<String> seen = new HashSet<>();
        Queue<String> open = new ArrayDeque<>();
        open.add(type.getName().replace('.', '/'));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (seen.add(name)) {
                read(type, name).ifPresent(model -> describe(model, own, parts, open));
            }
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(part -> digest.update((part + '\n').getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static void describe(
            ClassModel model, Pattern own, Set<String> parts, Queue<String> used) {
        String owner = model.thisClass().asInternalName();
        Set<String> described = new TreeSet<>();
        model.superclass()
                .ifPresent(above -> described.add(owner + " is " + above.asInternalName()));
        model.interfaces().forEach(above -> described.add(owner + " is " + above.asInternalName()));
        for (FieldModel field : model.fields()) {
            String constant =
                    field.findAttribute(Attributes.constantValue())
                            .map(value -> String.valueOf(value.constant().constantValue()))
                            .orElse("");
            described.add(
                    "%s.%s %s %s"
                            .formatted(
                                    owner,
                                    field.fieldName().stringValue(),
                                    field.fieldType().stringValue(),
                                    constant));
        }
        for (MethodModel method : model.methods()) {
            described.add(
                    owner
                            + '.'
                            + method.methodName().stringValue()
                            + method.methodType().stringValue()
                            + method.code().map(MethodText::of).orElse(""));
        }
        model.findAttribute(Attributes.nestMembers())
                .ifPresent(
                        nest ->
                                nest.nestMembers()
                                        .forEach(member -> used.add(member.asInternalName())));
        for (String part : described) {
            Matcher names = own.matcher(part);
            while (names.find()) {
                used.add(names.group());
            }
        }
        parts.addAll(described);
    }

    /** Empty for what only looks like a class, such as a literal. */
    private static Optional<ClassModel> read(Class<?> beside, String name) {
        try (InputStream bytes = beside.getResourceAsStream('/' + name + ".class")) {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(ClassFile.of().parse(bytes.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
