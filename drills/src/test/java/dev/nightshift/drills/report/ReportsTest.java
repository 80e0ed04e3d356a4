package dev.nightshift.drills.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Control;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.journal.JournalLine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

/** What a report says follows from its journal. */
class ReportsTest {
    @TempDir private Path folder = Path.of(".");

    @Test
    void theFiguresAreThoseOfTheJournal() {
        Evidence evidence = Evidence.of(CannedJournal.write(folder));
        Episode episode = evidence.episodes().getFirst();

        assertThat(evidence.episodes()).hasSize(1);
        assertThat(episode.rtoMs()).isEqualTo(24_400);
        assertThat(episode.detectedMs()).isEqualTo(600);
        assertThat(episode.recoveredMs()).isEqualTo(3_800);
        assertThat(evidence.rtoMs()).isEqualTo(24_400);
        assertThat(evidence.isRtoMet()).isTrue();
        assertThat(evidence.isRpoMet()).isTrue();
        assertThat(evidence.budgetSeconds())
                .isCloseTo(2592, org.assertj.core.data.Offset.offset(0.001));
        assertThat(evidence.spentSeconds())
                .isCloseTo(42 * (2 + 3 + 7) / 8007.0, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(evidence.counted("longestGapMs")).isEqualTo(412);
    }

    @Test
    void theFirstLinesSayWhatItWasDoneTo() {
        String text = Reports.text(CannedJournal.write(folder), Reports.Format.MD);

        assertThat(text.lines().limit(8))
                .anySatisfy(line -> assertThat(line).contains("simulated replica set"));
        assertThat(text)
                .contains(
                        "24,400 ms",
                        "+0.6\u00a0s",
                        "Before.",
                        "| writes | 98 | 0 | 3 | 2 | 50 | 95 | 99 | 100 |",
                        "| writes: refused |  |  | 3 |  | 0.5 | 0.5 | 0.5 | 0.5 |",
                        "| Let through while Redis was away | 24 |",
                        "| Of these found, which is no fault | 1 |",
                        "For information: writes whose outcome was not told, and that are there:"
                                + " 1.",
                        "Service owner | Ada |",
                        "not signed yet",
                        "The first read after the outage took 180 ms. (found by Ada; to be mended"
                                + " by Grace)",
                        "&lt;b>Grace&lt;/b> \\| co",
                        "The journal is whole");
        for (Control point : Control.values()) {
            if (point != Control.ISO_8_14) {
                assertThat(text).contains(point.label());
            }
        }
    }

    @Test
    void theHtmlIsWellFormedAndHoldsNoForeignMarkup() throws Exception {
        String html = Reports.text(CannedJournal.write(folder), Reports.Format.HTML);

        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        Document document =
                factory.newDocumentBuilder()
                        .parse(
                                new org.xml.sax.InputSource(
                                        new StringReader(
                                                html.replaceFirst("<!DOCTYPE html>", ""))));
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("b").getLength()).isZero();
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(html).doesNotContain("http://www.w3.org/1999").doesNotContain("src=");
    }

    @Test
    void allFormsAreWrittenAndTheSameJournalMakesTheSameText() throws IOException {
        Chain chain = CannedJournal.write(folder.resolve("one"));
        List<Path> files = Reports.write(chain, folder.resolve("one"));

        assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile());
        assertThat(folder.resolve("one/timeline.svg")).isNotEmptyFile();
        byte[] pdf = Files.readAllBytes(folder.resolve("one/report.pdf"));
        assertThat(new String(pdf, 0, 8, StandardCharsets.ISO_8859_1)).startsWith("%PDF-1");
        Chain again = CannedJournal.write(folder.resolve("two"));
        assertThat(Reports.text(again, Reports.Format.HTML))
                .isEqualTo(Reports.text(chain, Reports.Format.HTML));
        assertThat(again.head()).isEqualTo(chain.head());
    }

    @Test
    void whatIsMutedAndForWhomIsSaid() {
        Chain quiet = CannedJournal.write(folder);

        assertThat(Reports.text(quiet, Reports.Format.MD))
                .contains("| Alerts muted during the drill | none |");
        assertThat(Reports.text(began(quiet, Map.of("muted", List.of("XY"))), Reports.Format.MD))
                .contains("XY; of these companies, and of nobody else");
        assertThat(
                        Reports.text(
                                began(
                                        quiet,
                                        Map.of("muted", List.of("XY"), "mutedForTheService", true)),
                                Reports.Format.MD))
                .contains("XY; of these companies and of the service itself");
    }

    @Test
    void whatWasRefusedBeforeThereWasATargetSaysThatNothingWasDone() {
        Chain refused =
                began(CannedJournal.write(folder), Map.of("opened", false, "simulated", false));

        assertThat(Reports.text(refused, Reports.Format.MD))
                .contains("Nothing was done: the drill was refused before it touched a server.")
                .doesNotContain("were real servers", "simulated replica set.");
    }

    private static Chain began(Chain chain, Map<String, Object> other) {
        JournalLine first = chain.lines().getFirst();
        Map<String, Object> data = new LinkedHashMap<>(first.data());
        data.putAll(other);
        List<JournalLine> lines = new ArrayList<>(chain.lines());
        lines.set(
                0,
                new JournalLine(
                        first.seq(),
                        first.at(),
                        first.event(),
                        data,
                        first.previous(),
                        first.hash()));
        return new Chain(lines, null);
    }

    @Test
    void aJournalThatWasChangedSaysSoInItsReport() throws IOException {
        CannedJournal.write(folder);
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve(Journal.FILE)));
        lines.set(20, lines.get(20).replace("acknowledged", "acknowleged"));

        Chain changed = Chain.of(lines);

        assertThat(changed.broken()).isEqualTo("line 21 was changed");
        assertThat(Reports.text(changed, Reports.Format.MD))
                .contains("The journal was changed: line 21 was changed.");
    }

    @Test
    void aJournalWithoutAnEndIsAReportThatSaysSo() {
        Chain whole = CannedJournal.write(folder);
        Chain cut = new Chain(whole.lines().subList(0, 12), null);

        String text = Reports.text(cut, Reports.Format.MD);

        assertThat(text).contains("RUNNING", "The journal has no end", "not counted", "not known");
        assertThat(Reports.text(cut, Reports.Format.JSON)).contains("\"status\" : \"failed\"");
        assertThat(Evidence.texts(Map.of(), "none")).isEmpty();
    }
}
