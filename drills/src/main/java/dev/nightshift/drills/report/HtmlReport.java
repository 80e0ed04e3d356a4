package dev.nightshift.drills.report;

import dev.nightshift.drills.experiment.Control;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A report as one HTML page that needs nothing else: no script, no other file. It is XHTML, so that
 * the PDF is made of it, too. Deterministic.
 */
final class HtmlReport {
    private static final String STYLE =
            """
            @page { size: A4; margin: 16mm 14mm 18mm 14mm; @bottom-right { content: "page " counter(page) " of " counter(pages); font-family: sans-serif; font-size: 8pt; color: #8a94a0; } }
            body { font-family: sans-serif; font-size: 10.5pt; line-height: 1.4; color: #1f2933; max-width: 980px; margin: 0 auto; padding: 12px; }
            h1 { font-size: 18pt; margin: 0 0 6px 0; }
            h2 { font-size: 12.5pt; margin: 20px 0 6px 0; border-bottom: 1px solid #cbd2d9; padding-bottom: 3px; page-break-after: avoid; }
            .points { font-size: 8.5pt; font-weight: normal; color: #52606d; }
            table { border-collapse: collapse; width: 100%; margin: 6px 0; font-size: 9pt; -fs-table-paginate: paginate; }
            th { text-align: left; color: #52606d; font-weight: bold; }
            th, td { border-bottom: 1px solid #e4e7eb; padding: 3px 6px 3px 0; vertical-align: top; }
            tr { page-break-inside: avoid; }
            .good { color: #2e7d4f; font-weight: bold; }
            .bad { color: #c0392b; font-weight: bold; }
            .moment { white-space: nowrap; }
            .picture { margin: 8px 0; page-break-inside: avoid; }
            .picture svg { width: 100%; height: auto; }
            """;

    /** Moments and points of standards are read as one word. */
    private static final Pattern UNBROKEN =
            Pattern.compile("[+-].*s|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|(?:SOC 2|ISO 27001) A[\\d.]+");

    private HtmlReport() {}

    static String of(String title, List<Section> sections) {
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"UTF-8\"/>\n")
                .append("<title>")
                .append(escaped(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
        sections.forEach(section -> section(html, section));
        return html.append("</body>\n</html>\n").toString();
    }

    private static void section(StringBuilder html, Section section) {
        html.append("<h2>").append(escaped(section.title()));
        if (!section.controls().isEmpty()) {
            html.append(" <span class=\"points\">")
                    .append(
                            escaped(
                                    section.controls().stream()
                                            .map(Control::label)
                                            .collect(Collectors.joining(" \u00b7 "))))
                    .append("</span>");
        }
        html.append("</h2>\n");
        section.blocks().forEach(block -> block(html, block));
    }

    private static void block(StringBuilder html, Block block) {
        switch (block) {
            case Block.Text text ->
                    html.append("<p>").append(escaped(text.text())).append("</p>\n");
            case Block.Verdict verdict ->
                    html.append("<p class=\"")
                            .append(verdict.good() ? "good" : "bad")
                            .append("\">")
                            .append(escaped(verdict.text()))
                            .append("</p>\n");
            case Block.Points points -> {
                html.append("<ul>\n");
                points.points()
                        .forEach(
                                point ->
                                        html.append("<li>")
                                                .append(escaped(point))
                                                .append("</li>\n"));
                html.append("</ul>\n");
            }
            case Block.Rows rows -> table(html, rows);
            case Block.Picture picture ->
                    html.append("<div class=\"picture\">").append(picture.svg()).append("</div>\n");
        }
    }

    private static void table(StringBuilder html, Block.Rows rows) {
        if (rows.rows().isEmpty()) {
            html.append("<p>Nothing.</p>\n");
            return;
        }
        html.append("<table>\n");
        if (rows.headings().stream().anyMatch(heading -> !heading.isEmpty())) {
            html.append("<thead><tr>");
            rows.headings()
                    .forEach(
                            heading ->
                                    html.append("<th>").append(escaped(heading)).append("</th>"));
            html.append("</tr></thead>\n");
        }
        html.append("<tbody>\n");
        for (List<String> row : rows.rows()) {
            html.append("<tr>");
            row.forEach(cell -> cell(html, cell));
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private static void cell(StringBuilder html, String cell) {
        String style =
                switch (cell) {
                    case "met" -> " class=\"good\"";
                    case "NOT met" -> " class=\"bad\"";
                    default -> UNBROKEN.matcher(cell).matches() ? " class=\"moment\"" : "";
                };
        html.append("<td").append(style).append('>').append(escaped(cell)).append("</td>");
    }

    /** Safe as the text of an element or an attribute; what XML cannot hold is left out. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || (c >= 0x20 && c != 0xfffe && c != 0xffff))
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .forEach(
                        c -> {
                            switch (c) {
                                case '<' -> safe.append("&lt;");
                                case '>' -> safe.append("&gt;");
                                case '&' -> safe.append("&amp;");
                                case '"' -> safe.append("&quot;");
                                default -> safe.appendCodePoint(c);
                            }
                        });
        return safe.toString();
    }
}
