package dev.nightshift.jobs.sloprobe.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

class TrendDrawingTest {
    private static final LocalDate FROM = LocalDate.parse("2026-02-02");
    private static final LocalDate TO = LocalDate.parse("2026-03-01");

    @Test
    void everyDayIsDrawnAndBreachesAreSquares() throws Exception {
        Document svg = parsed(TrendDrawing.of("A & <b>", FROM, TO, List.of(latency(), share())));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(28 + 27);
        // The page, two bars of two, and one day with a breach.
        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(1 + 4 + 1);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains(
                        "A & <b>",
                        "2026-02-02 to 2026-03-01",
                        "250 ms",
                        "63 %",
                        "-40 %",
                        "error budget overspent",
                        "1 of 28 days with a breach");
    }

    @Test
    void withoutAMeasurementThatIsSaid() throws Exception {
        assertThat(
                        parsed(TrendDrawing.of("A", FROM, TO, List.of()))
                                .getDocumentElement()
                                .getTextContent())
                .contains("Nothing was measured.");
        assertThat(
                        parsed(
                                        TrendDrawing.of(
                                                "A",
                                                FROM,
                                                FROM,
                                                List.of(
                                                        new Panel(
                                                                "a", "b", 0, "ms", true, List.of(),
                                                                1))))
                                .getDocumentElement()
                                .getTextContent())
                .contains("not measured", "0 of 0 days");
    }

    static Panel latency() {
        return new Panel(
                "acme: Overview: load the dashboard, 95th percentile",
                "95 % within 250 ms",
                250,
                "ms",
                true,
                IntStream.range(0, 28)
                        .mapToObj(i -> new Panel.Point(FROM.plusDays(i), 120 + i * i % 90, false))
                        .toList(),
                0.63);
    }

    static Panel share() {
        return new Panel(
                "acme: Notes: save a note, answered",
                "99 % answered",
                99,
                "%",
                false,
                IntStream.range(0, 28)
                        .mapToObj(
                                i -> new Panel.Point(FROM.plusDays(i), i == 20 ? 62 : 100, i == 20))
                        .toList(),
                -0.4);
    }

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
