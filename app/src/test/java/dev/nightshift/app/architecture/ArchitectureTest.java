package dev.nightshift.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rooms as they are built, tests included, keep the rules; and each rule bites. */
class ArchitectureTest {
    private static final int MOST_LINES = 400;
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @SuppressWarnings("unused") // by name, in FieldSource
    private static final List<Rules.Rule> RULES = Rules.all();

    private static JavaClasses built = new ClassFileImporter().importPaths(List.of());

    @BeforeAll
    static void importWhatIsBuilt() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path room : rooms()) {
            // Its peers use what the rules keep out, and it is built in a profile only.
            if (room.endsWith("benchmarks")) {
                continue;
            }
            for (String classes : List.of("target/classes", "target/test-classes")) {
                if (Files.isDirectory(room.resolve(classes))) {
                    folders.add(room.resolve(classes));
                }
            }
        }
        built = new ClassFileImporter().importPaths(folders);
        assertThat(built.size()).isGreaterThan(100);
    }

    private static List<Path> rooms() throws IOException {
        try (Stream<Path> folders = Files.list(PROJECT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void theRoomsKeep(Rules.Rule rule) {
        EvaluationResult result = rule.rule().allowEmptyShould(true).evaluate(built);

        assertThat(result.getFailureReport().getDetails()).as(rule.name()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void aPlantedViolationIsFoundBy(Rules.Rule rule, @TempDir Path folder) throws IOException {
        JavaClasses planted = Planted.classes(folder, rule.violation());

        assertThat(rule.rule().evaluate(planted).hasViolation()).as(rule.name()).isTrue();
    }

    @Test
    void noFileIsTooLongToReadAtOnce() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path room : rooms()) {
            sources.addAll(tooLong(room.resolve("src")));
        }

        assertThat(sources).isEmpty();
    }

    @Test
    void aFileThatIsTooLongIsFound(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("Long.java");
        Files.writeString(file, "\n".repeat(MOST_LINES + 1));

        assertThat(tooLong(folder)).containsExactly(file);
    }

    private static List<Path> tooLong(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    if (Files.readAllLines(file).size() > MOST_LINES) {
                        found.add(file);
                    }
                }
            }
        }
        return found;
    }
}
