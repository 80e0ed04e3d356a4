package dev.nightshift.app.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A drill from the command line: reported, signed, and found when it was changed. */
class DrillCommandsIT {

    private record Ended(int exit, String out, String err) {}

    private final EmbeddedStack stack = EmbeddedStack.fresh();

    @Test
    void aDrillIsReportedAndSignedAndAChangedJournalIsFound(@TempDir Path dir) throws IOException {
        String drill = keepASample();

        assertThat(run("drill", "list").out()).contains(drill);
        Ended report =
                run(
                        "drill",
                        "report",
                        drill,
                        "--to",
                        dir.toString(),
                        "--finding",
                        "It was loud.",
                        "--owner",
                        "Grace",
                        "--sign-off",
                        "Service owner");
        assertThat(report.exit()).as(report.err()).isZero();
        assertThat(report.err()).contains("report.pdf");
        assertThat(Files.readString(dir.resolve("report.md")))
                .contains("It was loud. (found by tester; to be mended by Grace)");
        assertThat(run("drill", "report", drill, "--sign-off", "Nobody").exit()).isEqualTo(2);
        assertThat(run("drill", "report", drill, "--format", "docx").exit()).isEqualTo(2);
        assertThat(run("drill", "report", drill, "--output", "json").out())
                .contains("\"verified\" : true");
        assertThat(run("drill", "calendar").out()).contains("redis-outage");

        Path journal = stack.dataDir().resolve("drills").resolve(drill).resolve(Journal.FILE);
        String text = Files.readString(journal);
        Files.writeString(
                journal, text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
        Ended cut = run("drill", "report", drill);
        assertThat(cut.exit()).isEqualTo(1);
        assertThat(cut.out()).contains("CHANGED: the last line that was copied");
        Ended signed = run("drill", "report", drill, "--sign-off", "Service owner");
        assertThat(signed.exit()).isEqualTo(1);
        assertThat(signed.err()).contains("was changed", "Nothing is added to it");
        assertThat(run("drill", "report", drill).out())
                .as("the copy stays the proof")
                .contains("CHANGED: the last line that was copied");
        Files.writeString(journal, text.replace("It was loud", "It was quiet"));
        assertThat(run("drill", "report", drill).out()).contains("CHANGED: line");

        Files.delete(journal);
        assertThat(run("drill", "report", drill).out()).contains("whole, last hash");
    }

    /** A drill that was run: the sample of the docs. */
    private String keepASample() throws IOException {
        Path sample = Path.of("..", "docs", "samples", "drill-redis-outage", Journal.FILE);
        String drill = Chain.read(sample).lines().getFirst().text("drillId");
        Path folder = Files.createDirectories(stack.dataDir().resolve("drills").resolve(drill));
        Files.copy(sample, folder.resolve(Journal.FILE));
        return drill;
    }

    private Ended run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "USER",
                                "tester",
                                "NIGHTSHIFT_DATA_DIR",
                                stack.dataDir().toString(),
                                "NIGHTSHIFT_MONGODB_URI",
                                stack.endpoints().mongodbUri(),
                                "NIGHTSHIFT_REDIS_URI",
                                stack.endpoints().redisUri(),
                                "NIGHTSHIFT_JDBC_URL",
                                stack.endpoints().jdbcUrl()));
        Surroundings surroundings =
                new Surroundings(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        InstantSource.system(),
                        false,
                        false,
                        StopSignal.NONE);
        int exit = new Cli(surroundings).run(words);
        return new Ended(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
