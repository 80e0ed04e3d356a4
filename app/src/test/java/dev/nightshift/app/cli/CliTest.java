package dev.nightshift.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

class CliTest {
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "de-DE"})
    void numbersAreWrittenAlikeWhateverTheMachineSpeaks(String language) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(told("leads", "list", "--company", "demo", "--limit", "-12345"))
                    .startsWith("error: --limit -12345 is less than 0.");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anOptionThatIsNoneIsNamed() {
        assertThat(told("status", "--no-such")).contains("--no-such");
    }

    private static String told(String... arguments) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(
                        InputStream.nullInputStream(),
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of(),
                        () -> Instant.EPOCH,
                        false,
                        false,
                        StopSignal.NONE);
        assertThat(new Cli(surroundings).run(arguments)).isEqualTo(2);
        return err.toString(StandardCharsets.UTF_8);
    }
}
