package dev.nightshift.jobs.runs.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

class SchemaMigrationTest {
    @Test
    void theNewestScriptIsTheOneThatIsAskedFor() throws Exception {
        Path folder = Path.of(SchemaMigration.class.getResource("/db/migration").toURI());
        try (var scripts = Files.list(folder)) {
            assertThat(
                            scripts.map(script -> script.getFileName().toString())
                                    .map(name -> name.substring(1, name.indexOf("__")))
                                    .max(Comparator.comparingInt(Integer::parseInt)))
                    .hasValue(SchemaMigration.NEWEST);
        }
    }
}
