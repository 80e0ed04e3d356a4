package dev.nightshift.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.NightshiftException;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every migration has a class, a place in the catalogue and a page with all its headings. */
class CatalogueTest {
    private static final Path SHIPPED = Path.of("src/main/java/dev/nightshift/migrations/shipped");
    private static final List<String> HEADINGS =
            List.of("## Scope", "## Up", "## Down", "## Rollback", "## Verification");
    private static final Pattern ID = Pattern.compile("M(\\d{8})_([A-Za-z0-9]+)");

    @Test
    void every_migration_has_a_class_a_place_and_a_page() throws IOException {
        List<String> ids = Catalogue.shipped().all().stream().map(Migration::id).toList();

        assertThat(ids).hasSize(3);
        assertThat(problems(ids, names(SHIPPED, "M", ".java"), Path.of("."))).isEmpty();
    }

    @Test
    void a_page_that_is_missing_or_lacks_a_heading_is_found(@TempDir Path folder)
            throws IOException {
        Files.writeString(
                folder.resolve("20260101-do-this.md"), "# M20260101_DoThis\n## Scope\n## Up\n");
        Files.writeString(folder.resolve("20260103-left-over.md"), "# M20260103_LeftOver\n");

        assertThat(
                        problems(
                                List.of("M20260101_DoThis", "M20260102_DoThat"),
                                List.of("M20260101_DoThis", "M20260104_Forgotten"),
                                folder))
                .containsExactlyInAnyOrder(
                        "M20260101_DoThis: no ## Down",
                        "M20260101_DoThis: no ## Rollback",
                        "M20260101_DoThis: no ## Verification",
                        "M20260102_DoThat: no class",
                        "M20260102_DoThat: no 20260102-do-that.md",
                        "M20260104_Forgotten: not in the catalogue",
                        "20260103-left-over.md: no migration");
    }

    private static List<String> problems(List<String> ids, List<String> classes, Path pages)
            throws IOException {
        List<String> problems = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (String id : ids) {
            if (!classes.contains(id)) {
                problems.add(id + ": no class");
            }
            String name = page(id);
            known.add(name);
            Path page = pages.resolve(name);
            if (!Files.exists(page)) {
                problems.add(id + ": no " + name);
                continue;
            }
            List<String> lines = Files.readAllLines(page);
            if (!lines.getFirst().equals("# " + id)) {
                problems.add(id + ": another title");
            }
            HEADINGS.stream()
                    .filter(heading -> !lines.contains(heading))
                    .forEach(heading -> problems.add(id + ": no " + heading));
        }
        classes.stream()
                .filter(type -> !ids.contains(type))
                .forEach(type -> problems.add(type + ": not in the catalogue"));
        names(pages, "2", ".md").stream()
                .map(name -> name + ".md")
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(name + ": no migration"));
        return problems;
    }

    private static String page(String id) {
        Matcher parts = ID.matcher(id);
        assertThat(parts.matches()).isTrue();
        return parts.group(1)
                + parts.group(2).replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                + ".md";
    }

    private static List<String> names(Path folder, String prefix, String suffix)
            throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(prefix) && name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void an_unknown_migration_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> Catalogue.shipped().require("M20200101_Nothing"))
                .isInstanceOf(NightshiftException.class)
                .hasMessage("There is no migration 'M20200101_Nothing'.")
                .extracting(failure -> ((NightshiftException) failure).hint())
                .asString()
                .contains("M20261119_NormaliseLeadPhones");
        assertThatThrownBy(() -> Catalogue.shipped().require("Mnosuch"))
                .hasMessage("There is no migration 'Mnosuch'.");
        assertThatThrownBy(() -> Catalogue.shipped().require("\u001b[31mred\nerror: \u202egone"))
                .hasMessage("There is no migration '?[31mred?error: ?gone'.");
        assertThatThrownBy(() -> Catalogue.shipped().require("M".repeat(100_000)))
                .hasMessage("There is no migration '%s…'.".formatted("M".repeat(80)));
        assertThatThrownBy(() -> new Catalogue(List.of()).require("x"))
                .isInstanceOf(NightshiftException.class);
    }

    @Test
    void a_malformed_migration_is_refused() {
        DataMigration misnamed = new Misnamed(new Document());
        assertThatThrownBy(() -> new Catalogue(List.of(misnamed)))
                .hasMessageContaining("M<yyyymmdd>_<VerbObject>");
        assertThatThrownBy(() -> new Catalogue(List.of(new M20260101_Keyed())))
                .hasMessageContaining("companyId");
        assertThatThrownBy(
                        () ->
                                new Catalogue(
                                        List.of(
                                                Catalogue.shipped().all().getFirst(),
                                                Catalogue.shipped().all().getFirst())))
                .hasMessageContaining("same id");
    }

    private static final class M20260101_Keyed extends Filtered {
        @Override
        public Document filter() {
            return new Document("companyId", "other");
        }
    }

    private static final class Misnamed extends Filtered {
        private final Document filter;

        Misnamed(Document filter) {
            this.filter = filter;
        }

        @Override
        public Document filter() {
            return filter;
        }
    }

    private abstract static class Filtered implements DataMigration {
        @Override
        public String summary() {
            return "";
        }

        @Override
        public String collection() {
            return "leads";
        }

        @Override
        public Document apply(Document document, Subject subject) {
            return document;
        }
    }
}
