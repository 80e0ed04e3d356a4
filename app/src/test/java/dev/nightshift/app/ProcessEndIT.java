package dev.nightshift.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a process that ends badly leaves on the screen. */
@Timeout(120)
class ProcessEndIT {
    @TempDir private Path folder = Path.of("");

    private Process start(String how) throws IOException {
        return start(how, folder.toString());
    }

    private Process start(String... how) throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx32m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BadEnd.class.getName()));
        words.addAll(List.of(how));
        return new ProcessBuilder(words).redirectError(folder.resolve("err").toFile()).start();
    }

    private String screen() throws IOException {
        String screen = Files.readString(folder.resolve("err"));
        assertThat(screen.lines())
                .as(screen)
                .allSatisfy(line -> assertThat(line).matches("(error|hint): [A-Z].*"));
        return screen;
    }

    @Test
    void aProcessWithoutMemorySaysSoAndWhatToDo() throws Exception {
        assertThat(start("memory").waitFor()).isEqualTo(1);

        assertThat(screen())
                .isEqualTo(
                        """
                        error: The process ran out of memory.
                        hint: Give it more, for example NIGHTSHIFT_JAVA_OPTS=-Xmx512m. A run that was\
                         cut is found, and goes on where it stood: nightshift runs list
                        """);
    }

    @Test
    void anErrorThatNobodyExpectedIsASentence() throws Exception {
        assertThat(start("error").waitFor()).isEqualTo(1);

        assertThat(screen())
                .isEqualTo(
                        """
                        error: Something failed in a way it should not.
                        hint: The log in the data dir says what: logs/nightshift.log
                        """);
        assertThat(Files.readString(folder.resolve("logs/nightshift.log"))).contains("some/Type");
    }

    @Test
    void beforeThereIsALogNothingOfItReachesTheScreenEither() throws Exception {
        assertThat(start(new String[] {"error"}).waitFor()).isEqualTo(1);

        assertThat(screen())
                .isEqualTo(
                        """
                        error: Something failed in a way it should not.
                        hint: Report it with the command line.
                        """);
    }

    @Test
    void aThreadThatFailsBesideTheCommandIsASentenceToo() throws Exception {
        assertThat(start("thread").waitFor()).isZero();

        assertThat(screen()).startsWith("error: Something failed in a way it should not.");
    }

    @Test
    void aCommandThatIsAskedToEndWhileItClosesEndsWithItsOwnExitCode() throws Exception {
        Process process = start("closing");
        assertThat(process.inputReader().readLine()).isEqualTo("READY");

        process.destroy();

        assertThat(process.waitFor()).isEqualTo(5);
        assertThat(screen()).isEmpty();
    }
}
