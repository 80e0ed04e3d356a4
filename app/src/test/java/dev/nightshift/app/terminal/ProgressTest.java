package dev.nightshift.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

class ProgressTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Progress progress(boolean terminal) {
        PrintStream out = new PrintStream(OutputStreams.NONE, true, StandardCharsets.UTF_8);
        return new Progress(
                new Surroundings(
                        InputStream.nullInputStream(),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of(),
                        now::get,
                        terminal,
                        terminal,
                        StopSignal.NONE));
    }

    private static final class OutputStreams {
        static final java.io.OutputStream NONE = java.io.OutputStream.nullOutputStream();
    }

    private String printed() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLogGetsALineEveryTenSeconds() {
        try (Progress progress = progress(false)) {
            progress.at("import", 10, 100L, "read 1");
            now.set(START.plusSeconds(10));
            progress.at("import", 50, 100L, "read 5");
            now.set(START.plusSeconds(19));
            progress.at("import", 60, 100L, "read 6");
            now.set(START.plusSeconds(20));
            progress.at("import", 150, 100L, "read 9");
        }
        assertThat(printed())
                .isEqualToNormalizingNewlines(
                        """
                        2026-01-01T00:00:10Z 50 %, read 5
                        2026-01-01T00:00:20Z 100 %, read 9
                        """);
    }

    @Test
    void nothingIsSaidOfWorkWhoseSizeIsNotKnownNorAfterTheEnd() {
        Progress progress = progress(false);
        now.set(START.plusSeconds(60));
        progress.at("import", 1, null, "read 1");
        progress.at("import", 1, 0L, "read 1");
        progress.close();
        progress.at("import", 1, 2L, "read 1");

        assertThat(printed()).isEmpty();
    }

    @Test
    void aTerminalGetsABar() {
        try (Progress progress = progress(true)) {
            progress.at("import", 50, 100L, "read 5");
            progress.at("import", 120, 100L, "read 9");
        }
        assertThat(printed()).contains("import", "100%", "read 9").doesNotContain("120");
    }
}
