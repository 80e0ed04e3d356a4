package dev.nightshift.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import javax.tools.ToolProvider;

class ChecksumTest {
    /** What was released is never changed: a change needs a migration of its own. */
    private static final Map<String, String> RELEASED =
            Map.of(
                    "M20261118_BuildLeadKeys",
                    "a80c8d40a3e9b6db5acf07ebbc8d20b7bbd1532b63b8434bc2ae8168ebb1a29a",
                    "M20261119_NormaliseLeadPhones",
                    "e40312874be2833b5a6d75e6ae3c0e8224d44c6335f1ea0c8c3c75cd1b3f84f3",
                    "M20261120_MoveLeadBirthDates",
                    "ddff2d3955dba8c64c766a3fe7829869b644b8ddf5334e46c8fd6fe9e502edce");

    @Test
    void no_released_migration_has_changed() {
        assertThat(
                        Catalogue.shipped().all().stream()
                                .collect(Collectors.toMap(Migration::id, Checksum::of)))
                .isEqualTo(RELEASED);
    }

    @Test
    void comments_lines_and_the_order_of_methods_do_not_count() throws Exception {
        assertThat(checksum(MIGRATION, HELPER)).hasSize(64).isEqualTo(checksum(MIGRATION, HELPER));
        assertThat(
                        checksum(
                                MIGRATION
                                        .replace("int first() { return 1; }", "")
                                        .replace(
                                                "Object third",
                                                "int first() { return 1; } Object third")
                                        .replace("{", "{\n\n// a comment\n"),
                                HELPER.replace(";", ";\n")))
                .isEqualTo(checksum(MIGRATION, HELPER));
    }

    @ParameterizedTest
    @CsvSource({
        "return 1;, return 2;",
        "i += 1, i += 2",
        "continue;, break;",
        "case 7, case 8",
        "List.of(1), List.of(1L)",
        "\"doubled\", \"done\"",
        "RuntimeException, ArithmeticException"
    })
    void what_the_migration_does_counts(String before, String after) throws Exception {
        assertThat(MIGRATION).contains(before);

        assertThat(checksum(MIGRATION.replace(before, after), HELPER))
                .isNotEqualTo(checksum(MIGRATION, HELPER));
    }

    @Test
    void what_a_class_of_its_package_does_counts_when_it_is_used() throws Exception {
        String other = HELPER.replace("+ 5", "+ 6");

        assertThat(checksum(MIGRATION, other)).isNotEqualTo(checksum(MIGRATION, HELPER));
        String itself = MIGRATION.replace("Helper::more", "x -> x");
        assertThat(checksum(itself, other)).isEqualTo(checksum(itself, HELPER));
    }

    @Test
    void what_a_helper_uses_in_turn_counts() throws Exception {
        String inner = HELPER.replace("ONE = 3", "ONE = 4");

        assertThat(checksum(MIGRATION, inner)).isNotEqualTo(checksum(MIGRATION, HELPER));
    }

    private static final String MIGRATION =
            """
            package tried;
            import java.util.List;
            import java.util.function.IntUnaryOperator;
            class Migration {
                int first() { return 1; }
                int second() {
                    IntUnaryOperator more = Helper::more;
                    int n = 0;
                    for (int i = 0; i < 9; i += 1) {
                        if (i == 3) { continue; }
                        n += more.applyAsInt(i);
                    }
                    return n;
                }
                Object third(int n) {
                    try {
                        switch (n) {
                            case 1: return List.of(1);
                            case 7: return "doubled";
                            default: return Integer.parseInt("x");
                        }
                    } catch (RuntimeException none) {
                        return "";
                    }
                }
            }
            """;
    private static final String HELPER =
            """
            package tried;
            class Helper {
                static int more(int n) { return n + 5 + Deeper.one(); }
            }
            class Deeper {
                static int ONE = 3;
                static int one() { return ONE; }
            }
            """;

    @TempDir private static Path folder;
    private static int compiled;

    /** Of the class that these sources make. */
    private static String checksum(String migration, String helper) throws Exception {
        Path out = Files.createDirectories(folder.resolve("c" + compiled++));
        Path first = Files.writeString(out.resolve("Migration.java"), migration);
        Path second = Files.writeString(out.resolve("Helper.java"), helper);
        int result =
                Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                out.toString(),
                                first.toString(),
                                second.toString());
        assertThat(result).isZero();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {out.toUri().toURL()}, null)) {
            return Checksum.of(loader.loadClass("tried.Migration"));
        }
    }
}
