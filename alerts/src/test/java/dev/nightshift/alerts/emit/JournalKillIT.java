package dev.nightshift.alerts.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class JournalKillIT {
    @TempDir private Path folder = Path.of("");

    @Test
    @Timeout(60)
    void nothingThatWasAppendedIsLostWhenTheProcessIsKilled() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                JournalProcess.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String id;
        try (BufferedReader said = process.inputReader()) {
            id = said.readLine();
            assertThat(Journal.adopt(folder.resolve(id), 1)).isEmpty();
        } finally {
            process.destroyForcibly().waitFor();
        }

        List<String> lines = new ArrayList<>();
        try (Journal journal = Journal.adopt(folder.resolve(id), 1).orElseThrow()) {
            while (journal.pending() > 0) {
                Journal.Batch batch = journal.read(1_000);
                batch.lines().forEach(line -> lines.add(line.text()));
                journal.commit(batch.next());
            }
        }
        assertThat(lines).hasSize(JournalProcess.LINES).endsWith("line 9999");
    }
}
