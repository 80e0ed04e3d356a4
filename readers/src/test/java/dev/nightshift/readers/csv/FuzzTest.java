package dev.nightshift.readers.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.readers.csv.source.UnpackLimits;
import dev.nightshift.readers.csv.vendor.MappingResolver;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Any bytes are read to their end or refused by name, and every byte belongs somewhere. */
class FuzzTest {
    private static final int FILES = 400;
    private static final List<String> PIECES =
            List.of(
                    ",",
                    ",",
                    ";",
                    "\t",
                    "\"",
                    "\"",
                    "\"\"",
                    "\n",
                    "\n",
                    "\r\n",
                    "\r",
                    "email",
                    "a@b.co",
                    "2015550100",
                    "'",
                    "\u00e9",
                    "\u8a9e",
                    " ",
                    "\u0000",
                    "\u001a",
                    "=");

    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_121, 4_180})
    void survivesAnyBytes(long seed) throws IOException {
        Random random = new Random(seed);
        CsvInspector inspector =
                new CsvInspector(
                        new MappingResolver(Map.of()),
                        new CsvLimits(20, 200, 5, 30, 50, UnpackLimits.defaults()));
        for (int i = 0; i < FILES; i++) {
            Path file = folder.resolve(seed + "-" + i + ".csv");
            Files.write(file, i % 4 == 0 ? noise(random) : pieces(random));
            read(inspector, file, "seed %d, file %d".formatted(seed, i));
        }
    }

    private static void read(CsvInspector inspector, Path file, String name) throws IOException {
        Inspection inspection;
        try {
            inspection = inspector.inspect(file, "generic", Map.of());
        } catch (NightshiftException refused) {
            return;
        }
        try (CsvRecords records = inspection.records()) {
            long end = inspection.dataOffset();
            long line = inspection.dataLine();
            for (CsvRecord record = records.next(); record != null; record = records.next()) {
                assertThat(record.startOffset()).as(name).isGreaterThanOrEqualTo(end);
                assertThat(record.endOffset()).as(name).isGreaterThan(record.startOffset());
                assertThat(record.line()).as(name).isGreaterThan(line);
                if (record.problem() == null) {
                    assertThat(record.values()).as(name).hasSize(inspection.header().size());
                }
                end = record.endOffset();
                line = record.endLine();
            }
            assertThat(end).as(name).isLessThanOrEqualTo(inspection.decompressedSize());
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] pieces(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int count = random.nextInt(300);
        for (int i = 0; i < count; i++) {
            out.writeBytes(
                    PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            if (random.nextInt(200) == 0) {
                out.write(random.nextInt(256));
            }
        }
        return out.toByteArray();
    }
}
