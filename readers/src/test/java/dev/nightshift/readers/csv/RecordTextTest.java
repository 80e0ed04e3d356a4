package dev.nightshift.readers.csv;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.RFC4180ParserBuilder;

import dev.nightshift.platform.testing.PropertySeed;
import dev.nightshift.readers.csv.detect.Dialect;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The short cut for records without quotes, against the parser that it stands in for. */
class RecordTextTest {
    private final RecordText text = new RecordText(new Dialect(StandardCharsets.UTF_8, ',', '"'));

    @Property(seed = PropertySeed.VALUE)
    void cutsRecordsWithoutQuotesAsTheParserDoes(@ForAll("records") String record)
            throws IOException {
        String plain = record.replace("\"", "");
        assertThat(text.fields(plain, false))
                .isEqualTo(new RFC4180ParserBuilder().build().parseLine(plain));
    }

    @Property(seed = PropertySeed.VALUE)
    void readsWhatIsWritten(@ForAll("cells") List<String> cells) throws IOException {
        String record =
                cells.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(","));
        assertThat(text.fields(record, true)).containsExactlyElementsOf(cells);
    }

    @Provide
    Arbitrary<String> records() {
        return Arbitraries.strings().withChars(",,,\"; \t'aé語").ofMaxLength(60);
    }

    @Provide
    Arbitrary<List<String>> cells() {
        return Arbitraries.strings()
                .withChars(",\"\n\r; '=aé語")
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }
}
