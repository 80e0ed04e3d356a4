package dev.nightshift.alerts.registry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.alerts.registry.source.report.EmitSite;
import dev.nightshift.alerts.registry.source.report.Place;
import dev.nightshift.alerts.registry.source.report.SourceReport;
import dev.nightshift.alerts.registry.source.report.Unread;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Code bases that were not made to be read. */
@Timeout(60)
class HostileSourceTest {
    private static final String EMIT = "sendAlert({ code: 'NOTES_SAVE_DB_ERROR' });\n";

    @TempDir private Path folder = Path.of("");

    @Test
    void passesOverWhatIsNotTheirs() throws IOException {
        for (String name : new String[] {"node_modules", "dist", "build", ".git"}) {
            write(name + "/x.js", EMIT);
        }
        write("app.min.js", EMIT);
        write("long.js", "a();".repeat(5_000) + EMIT);
        write("readme.md", EMIT);
        write("src/real.mjs", EMIT);

        SourceReport report = SourceScan.of(folder);

        assertThat(report.emits())
                .singleElement()
                .extracting(EmitSite::place)
                .hasToString("src/real.mjs:1");
        assertThat(report.skipped()).isEqualTo(2);
    }

    @Test
    void saysWhatItCouldNotReadAndGoesOn() throws IOException {
        Files.write(folder.resolve("binary.js"), new byte[] {0, 1, 2});
        Files.write(
                folder.resolve("latin.js"),
                ("// Grüße\n" + EMIT).getBytes(StandardCharsets.ISO_8859_1));
        Files.write(
                folder.resolve("utf16.js"), ("\uFEFF" + EMIT).getBytes(StandardCharsets.UTF_16LE));
        write("large.js", "// x\n".repeat(1_000_000));
        write("real.js", EMIT);
        Files.createSymbolicLink(folder.resolve("link.js"), folder.resolve("real.js"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("nowhere.js"), folder.resolve("gone.js"));

        SourceReport report = SourceScan.of(folder);

        assertThat(report.emits())
                .extracting(site -> site.place().toString())
                .containsExactly("latin.js:2", "real.js:1", "utf16.js:1");
        assertThat(report.unread())
                .extracting(Unread::file)
                .containsExactly("binary.js", "large.js", "latin.js", "link.js", "nowhere.js");
    }

    @Test
    void readsCodeThatNestsWithoutEnd() throws IOException {
        int deep = 200_000;
        write("open.js", "({[".repeat(deep).replaceAll("(.{300})", "$1\n"));
        write("nested.js", "(\n".repeat(deep) + EMIT + ")\n".repeat(deep));
        write("arrows.js", "a=>\n".repeat(deep) + EMIT);
        write("template.js", "`${\n".repeat(deep) + EMIT + "}`\n".repeat(deep));
        write("elements.jsx", "x = " + "<a>\n".repeat(deep) + "</a>\n".repeat(deep) + EMIT);
        write("slashes.js", "(/[\n".repeat(deep) + EMIT);
        write("oneline.js", "(/[".repeat(1_600));
        write("ternary.js", "sendAlert({code: " + "a ?\n b : ".repeat(20_000) + "c});\n");

        SourceReport report = SourceScan.of(folder);

        assertThat(report.files()).isEqualTo(8);
        assertThat(report.emits().stream().map(EmitSite::place).map(Place::file))
                .contains("nested.js", "arrows.js", "template.js", "elements.jsx", "ternary.js");
    }

    @Test
    void endsWhereConstantsAndImportsGoInCircles() throws IOException {
        write(
                "a.js",
                """
                import { B } from './b';
                export const A = B + B;
                sendAlert({ code: A });
                """);
        write(
                "b.js",
                """
                import { A } from './a';
                export const B = A + A;
                export * from './b';
                """);
        write(
                "self.js",
                """
                const X = X;
                const o = { ...o, code: o.code };
                sendAlert(o);
                sendAlert({ code: X });
                """);

        SourceReport report = SourceScan.of(folder);

        assertThat(report.emits()).hasSize(3);
    }

    @Test
    void importsNothingFromOutsideTheFolder() throws IOException {
        write("secret.js", "export const S = 'SECRET_CODE_READ_OK';");
        write(
                "inner/a.js",
                "import { S } from '../secret';\nsendAlert({ code: S, severity: 'INFO' });");

        SourceReport report = SourceScan.of(folder.resolve("inner"));

        assertThat(report.emits())
                .singleElement()
                .satisfies(site -> assertThat(site.codes()).isEmpty());
    }

    @Test
    void refusesWhatIsNoFolder() {
        assertThatThrownBy(() -> SourceScan.of(folder.resolve("gone")))
                .isInstanceOf(NightshiftException.class)
                .hasMessageContaining("There is no folder");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
