package dev.nightshift.readers.csv.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

class StandardInputTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void keepsTheSameInputOnce() throws IOException {
        Path first = spool("email\na@b.co\n", 100);
        Path second = spool("email\na@b.co\n", 100);
        assertThat(second).isEqualTo(first).hasContent("email\na@b.co\n");
        assertThat(first.getFileName().toString()).isEqualTo(CsvFile.of(first).sha256() + ".csv");
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            assertThat(files).containsExactly(first);
        }
    }

    @Test
    void refusesMoreThanTheLimitAndNothing() throws IOException {
        assertThat(refusal("email\na@b.co\n", 5)).isEqualTo(FailureCode.INPUT_TOO_LARGE);
        assertThat(refusal("", 5)).isEqualTo(FailureCode.FILE_EMPTY);
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void saysWhereItCannotBeKept() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("spool"), "a file");

        NightshiftException refusal =
                Objects.requireNonNull(
                        catchThrowableOfType(NightshiftException.class, () -> spool("email\n", 9)));

        assertThat(refusal.code()).isEqualTo(FailureCode.FILE_UNREADABLE);
        assertThat(refusal.message()).contains(inTheWay.toString());
    }

    private Path spool(String text, long limit) {
        return StandardInput.spool(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                folder.resolve("spool"),
                limit);
    }

    private FailureCode refusal(String text, long limit) {
        return Objects.requireNonNull(
                        catchThrowableOfType(NightshiftException.class, () -> spool(text, limit)))
                .code();
    }
}
