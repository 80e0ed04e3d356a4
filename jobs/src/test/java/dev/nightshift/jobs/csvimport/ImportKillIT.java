package dev.nightshift.jobs.csvimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Stack;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code kill -9} of the importing process, on the embedded servers as an installation has them.
 */
class ImportKillIT {
    private static final int ROWS = 16_000;

    /** Kills come once so many leads are there: in the first batch's wake, and in the middle. */
    private static final List<Integer> KILLED_AT = List.of(1, 5_000);

    @TempDir private Path folder;

    @Test
    void an_import_that_is_killed_again_and_again_ends_as_if_it_had_not_been() throws Exception {
        Path file = rows();
        Settings settings = ImportProcess.settings(folder.resolve("data"));
        Stack stack = new Stack(settings);
        try (ImportBench bench = ImportBench.on(settings, stack.endpoints())) {
            TenantContext calm = bench.company("calm");
            ImportReport expected = bench.run(calm, file, ImportOptions.defaults());
            TenantContext killed = bench.company("killed");
            for (int leads : KILLED_AT) {
                kill(bench, killed, file, leads);
            }
            ImportReport actual = bench.run(killed, file, ImportOptions.defaults());
            assertThat(actual.outcome()).isEqualTo(ImportReport.Outcome.COMPLETED);
            assertThat(
                            List.of(
                                    actual.read(),
                                    actual.inserted(),
                                    actual.updated(),
                                    actual.unchanged(),
                                    actual.rejected(),
                                    actual.warnings()))
                    .isEqualTo(
                            List.of(
                                    expected.read(),
                                    expected.inserted(),
                                    expected.updated(),
                                    expected.unchanged(),
                                    expected.rejected(),
                                    expected.warnings()));
            assertThat(bench.content(killed)).isEqualTo(bench.content(calm));
            assertThat(rejects(actual)).isEqualTo(rejects(expected));
            List<Document> ledger = bench.ledger().list(killed, 10);
            assertThat(ledger).hasSize(1);
            assertThat(ledger.getFirst().getString("state")).isEqualTo("COMPLETED");
        } finally {
            stack.stop();
        }
    }

    private void kill(ImportBench bench, TenantContext company, Path file, int leads)
            throws Exception {
        Process process =
                ImportProcess.start(bench.settings().dataDir(), company.companyId(), file);
        try {
            while (bench.leads(company).count(new Document()) < leads) {
                assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
                        .as("the import is at work until it is killed")
                        .isFalse();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String rejects(ImportReport report) throws Exception {
        return Files.readString(Path.of(java.util.Objects.requireNonNull(report.rejectsFile())));
    }

    private Path rows() {
        String[] lines = new String[ROWS + 1];
        lines[0] = "first_name,phone,email,city,note";
        for (int i = 0; i < ROWS; i++) {
            int key = i % 5 == 4 ? i / 2 : i;
            lines[i + 1] =
                    i % 97 == 0
                            ? "No,,,Key,%d".formatted(i)
                            : "Name%d,504%03d%04d,lead%d@example.com,City%d,%d"
                                    .formatted(
                                            i % 11,
                                            200 + key / 10_000,
                                            key % 10_000,
                                            key,
                                            i % 7,
                                            i % 3);
        }
        return ImportBench.write(folder.resolve("kill.csv"), lines);
    }
}
