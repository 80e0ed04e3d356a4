package dev.nightshift.readers.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.readers.csv.vendor.ColumnMapping;
import dev.nightshift.readers.csv.vendor.MappingResolver;
import dev.nightshift.readers.csv.vendor.VendorFiles;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The reading of each file of the corpus. */
class CorpusTest {
    private final CsvInspector inspector =
            new CsvInspector(
                    new MappingResolver(VendorFiles.load(Path.of("no/such/folder"))),
                    CsvLimits.defaults());

    static Stream<CorpusCase> cases() throws IOException {
        return CorpusCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAsExpected(CorpusCase each) throws IOException {
        if (each.decides("failure")) {
            NightshiftException failure =
                    catchThrowableOfType(NightshiftException.class, () -> inspect(each));
            assertThat(failure).isNotNull();
            assertThat(failure.code().name()).isEqualTo(each.decision("failure"));
            assertThat(failure.message()).endsWith(".").contains(each.input().toString());
            return;
        }
        Inspection inspection = inspect(each);
        checkDecisions(each, inspection);
        List<CsvRecord> records = readAll(inspection);
        checkRows(each, records);
        checkRestarts(inspection, records);
    }

    private Inspection inspect(CorpusCase each) {
        return inspector.inspect(each.input(), "auto", Map.of());
    }

    private static List<CsvRecord> readAll(Inspection inspection) throws IOException {
        return readFrom(inspection, inspection.dataOffset(), inspection.dataLine());
    }

    private static List<CsvRecord> readFrom(Inspection inspection, long offset, long line)
            throws IOException {
        List<CsvRecord> all = new ArrayList<>();
        try (CsvRecords records = inspection.recordsAt(offset, line)) {
            for (CsvRecord record = records.next(); record != null; record = records.next()) {
                all.add(record);
            }
        }
        return all;
    }

    private static void checkDecisions(CorpusCase each, Inspection inspection) {
        check(each, "charset", inspection.dialect().charset().name());
        check(each, "bom", inspection.bom());
        check(each, "delimiter", String.valueOf(inspection.dialect().delimiter()));
        check(each, "quote", String.valueOf(inspection.dialect().quote()));
        check(each, "preambleLines", inspection.preambleLines());
        check(each, "header", inspection.header());
        check(each, "vendor", inspection.vendor());
        check(each, "fields", fields(inspection));
        check(each, "ignored", ignored(inspection));
        NightshiftException problem = inspection.problem();
        assertThat(problem == null ? null : problem.code().name())
                .isEqualTo(each.decision("problem"));
        if (each.decision("vendorData") instanceof Map<?, ?> names) {
            inspection.mapping().stream()
                    .filter(column -> names.containsKey(column.column()))
                    .forEach(
                            column ->
                                    assertThat(column.vendorDataName())
                                            .isEqualTo(names.get(column.column())));
        }
    }

    private static void check(CorpusCase each, String decision, Object actual) {
        if (each.decides(decision)) {
            assertThat(actual).as(decision).isEqualTo(each.decision(decision));
        }
    }

    private static List<@Nullable String> fields(Inspection inspection) {
        List<@Nullable String> fields = new ArrayList<>();
        for (ColumnMapping column : inspection.mapping()) {
            LeadField field = column.field();
            fields.add(field == null ? null : field.fieldName());
        }
        return fields;
    }

    private static List<String> ignored(Inspection inspection) {
        return inspection.mapping().stream()
                .filter(ColumnMapping::ignored)
                .map(ColumnMapping::column)
                .toList();
    }

    private static void checkRows(CorpusCase each, List<CsvRecord> records) {
        assertThat(
                        records.stream()
                                .filter(record -> record.problem() == null)
                                .map(CsvRecord::values)
                                .toList())
                .isEqualTo(each.list("rows"));
        assertThat(
                        records.stream()
                                .filter(record -> record.problem() != null)
                                .map(
                                        record ->
                                                Map.of(
                                                        "line",
                                                        (int) record.line(),
                                                        "code",
                                                        Objects.requireNonNull(record.problem())
                                                                .name()))
                                .toList())
                .isEqualTo(each.list("problems"));
    }

    /** Opened at the end of each record, the file has the same records behind it. */
    private static void checkRestarts(Inspection inspection, List<CsvRecord> records)
            throws IOException {
        for (int i = 0; i < records.size(); i++) {
            CsvRecord record = records.get(i);
            assertThat(readFrom(inspection, record.endOffset(), record.endLine()))
                    .isEqualTo(records.subList(i + 1, records.size()));
        }
    }
}
