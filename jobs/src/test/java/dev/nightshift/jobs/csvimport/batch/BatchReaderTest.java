package dev.nightshift.jobs.csvimport.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.jobs.csvimport.normalise.ColumnTarget;
import dev.nightshift.jobs.csvimport.normalise.LeadNormaliser;
import dev.nightshift.jobs.csvimport.normalise.NormalisedRow;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.readers.csv.CsvInspector;
import dev.nightshift.readers.csv.CsvLimits;
import dev.nightshift.readers.csv.Inspection;
import dev.nightshift.readers.csv.vendor.MappingResolver;
import dev.nightshift.readers.csv.vendor.VendorFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class BatchReaderTest {
    private static final Position START = new Position(0, 0, 0, 0);
    private static final LeadNormaliser NORMALISER =
            new LeadNormaliser(
                    List.of(ColumnTarget.of(0, LeadField.EMAIL, "email")),
                    "US",
                    "test",
                    LocalDate.of(2026, 1, 1));

    @Test
    void a_file_that_cannot_be_opened_fails_the_step() {
        BatchReader reader =
                new BatchReader(
                        (offset, line) -> {
                            throw new IOException("gone");
                        },
                        NORMALISER,
                        START);

        assertThatExceptionOfType(ItemStreamException.class)
                .isThrownBy(() -> reader.open(new ExecutionContext()))
                .withCauseInstanceOf(IOException.class);
        reader.close();
    }

    @Test
    void long_rows_end_a_batch_early_and_a_broken_row_is_a_result(@TempDir Path folder)
            throws Exception {
        String note = "n".repeat(4_000);
        StringBuilder text = new StringBuilder("email,notes\n");
        for (int row = 0; row < 1_000; row++) {
            text.append("a%d@example.com,%s%n".formatted(row, note));
        }
        Path path = folder.resolve("leads.csv");
        Files.writeString(path, text + "z@example.com,\"open\n");
        Inspection file =
                new CsvInspector(
                                new MappingResolver(VendorFiles.load(folder.resolve("none"))),
                                CsvLimits.defaults())
                        .inspect(path, "auto", Map.of());
        BatchReader reader =
                new BatchReader(
                        file::recordsAt,
                        NORMALISER,
                        new Position(0, file.dataOffset(), file.dataLine(), 0));
        List<RowBatch> batches = new ArrayList<>();

        reader.open(new ExecutionContext());
        for (RowBatch batch = reader.read(); batch != null; batch = reader.read()) {
            batches.add(batch);
        }
        reader.close();

        assertThat(batches.getFirst().rows()).hasSizeLessThan(1_000);
        List<RowBatch.Row> rows = batches.stream().flatMap(one -> one.rows().stream()).toList();
        assertThat(rows).hasSize(1_001);
        assertThat(rows.getLast().result()).isInstanceOf(NormalisedRow.Rejected.class);
        assertThat(batches.getLast().last()).isTrue();
    }
}
