package dev.nightshift.alerts.registry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.registry.source.report.EmitSite;
import dev.nightshift.alerts.registry.source.report.Finding;
import dev.nightshift.alerts.registry.source.report.SourceReport;
import dev.nightshift.alerts.registry.source.report.Unread;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every folder of the corpus, scanned, gives what stands in its {@code expected.txt}; {@code
 * -Dcorpus.update} writes it anew.
 */
class SourceCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/source-corpus");

    @TestFactory
    List<DynamicTest> eachFolderGivesWhatIsExpectedOfIt() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            return folders.sorted()
                    .map(
                            folder ->
                                    DynamicTest.dynamicTest(
                                            String.valueOf(folder.getFileName()),
                                            () -> check(folder)))
                    .toList();
        }
    }

    private static void check(Path folder) throws IOException {
        String found = written(SourceScan.of(folder));
        Path expected = folder.resolve("expected.txt");
        if (System.getProperty("corpus.update") != null) {
            Files.writeString(expected, found);
        }
        assertThat(found).isEqualTo(Files.readString(expected));
    }

    private static String written(SourceReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("files " + report.files() + ", lines " + report.lines());
        report.adapters().forEach(adapter -> lines.add("adapter " + adapter));
        for (EmitSite site : report.emits()) {
            lines.add(
                    "emit %s %s %s %s %s"
                            .formatted(
                                    site.place(),
                                    site.codes(),
                                    site.severities(),
                                    site.eventTypes(),
                                    site.notes()));
        }
        for (Finding finding : report.findings()) {
            lines.add(
                    "found %s %s %s: %s"
                            .formatted(
                                    finding.place(),
                                    finding.kind(),
                                    finding.what(),
                                    finding.detail()));
        }
        for (Unread unread : report.unread()) {
            lines.add("unread %s:%d %s".formatted(unread.file(), unread.line(), unread.reason()));
        }
        return String.join("\n", lines) + "\n";
    }
}
