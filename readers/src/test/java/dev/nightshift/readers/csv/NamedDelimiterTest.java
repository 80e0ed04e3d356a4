package dev.nightshift.readers.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.readers.csv.vendor.MappingResolver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files whose first line names their delimiter, in earnest or not. */
class NamedDelimiterTest {
    private static final Set<FailureCode> OF_THE_FILE =
            EnumSet.of(
                    FailureCode.BAD_HEADER,
                    FailureCode.NO_ROWS,
                    FailureCode.NO_KEY_COLUMN,
                    FailureCode.AMBIGUOUS_COLUMNS,
                    FailureCode.DUPLICATE_HEADER,
                    FailureCode.HEADER_TOO_LARGE,
                    FailureCode.FILE_EMPTY);

    @TempDir private Path folder = Path.of("");

    @Test
    void whatever_is_named_is_read_or_refused_for_what_the_file_is() throws IOException {
        List<String> marks = new ArrayList<>(List.of("\ud83d\ude00", "\u00a6", "\u2028", "\ufeff"));
        for (char c = 0; c < 0x100; c++) {
            marks.add(String.valueOf(c));
        }
        for (String mark : marks) {
            for (String line : List.of("sep=" + mark, "\"sep=" + mark + "\"")) {
                String text = "%s\nphone%semail\n2025550143%sa@b.example\n";
                read(text.formatted(line, mark, mark));
                read(text.formatted(line, ",", ","));
                read(text.formatted(line, "','", "','"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "|", "\t", "~", "^", "#", "\u00a6"})
    void a_mark_divides_when_it_is_named(String mark) throws IOException {
        Inspection file =
                inspect("sep=%s\nphone%semail\n2025550143%sa,;b\n".formatted(mark, mark, mark));
        assertThat(file.header()).containsExactly("phone", "email");
        assertThat(file.dialect().delimiter()).isEqualTo(mark.charAt(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "'", "h", "0", "\u0000"})
    void a_quote_or_a_letter_does_not(String mark) throws IOException {
        Inspection file = inspect("sep=" + mark + "\nphone,email\n2025550143,a@b.example\n");
        assertThat(file.dialect().delimiter()).isEqualTo(',');
    }

    private void read(String text) throws IOException {
        try (CsvRecords records = inspect(text).records()) {
            while (records.next() != null) {
                assertThat(records).isNotNull();
            }
        } catch (NightshiftException refused) {
            assertThat(refused.code()).as(text).isIn(OF_THE_FILE);
        }
    }

    private Inspection inspect(String text) throws IOException {
        return new CsvInspector(new MappingResolver(Map.of()), CsvLimits.defaults())
                .inspect(Files.writeString(folder.resolve("a.csv"), text), "auto", Map.of());
    }
}
