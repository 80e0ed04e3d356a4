package dev.nightshift.drills.report;

import dev.nightshift.drills.experiment.Control;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A report as Markdown; the picture is a file beside it. Deterministic. */
final class MarkdownReport {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    /** What turns the direction of the text after it. */
    private static final Pattern DIRECTION =
            Pattern.compile("[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]");

    private MarkdownReport() {}

    static String of(String title, List<Section> sections) {
        StringBuilder text = new StringBuilder("# ").append(escaped(title)).append("\n");
        for (Section section : sections) {
            text.append("\n## ").append(section.title()).append("\n");
            if (!section.controls().isEmpty()) {
                text.append("\n_")
                        .append(
                                section.controls().stream()
                                        .map(Control::label)
                                        .collect(Collectors.joining(" \u00b7 ")))
                        .append("_\n");
            }
            section.blocks().forEach(block -> text.append('\n').append(block(block)));
        }
        return text.toString();
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Text plain -> line(plain.text()) + "\n";
            case Block.Verdict verdict -> "**" + escaped(verdict.text()) + "**\n";
            case Block.Points points ->
                    points.points().stream()
                            .map(point -> "- " + line(point) + "\n")
                            .collect(Collectors.joining());
            case Block.Rows rows -> table(rows);
            case Block.Picture picture ->
                    "![%s](%s)\n".formatted(escaped(picture.alternative()), Reports.TIMELINE);
        };
    }

    private static String table(Block.Rows rows) {
        if (rows.rows().isEmpty()) {
            return "Nothing.\n";
        }
        StringBuilder text = new StringBuilder(row(rows.headings()));
        text.append("|").append(" --- |".repeat(rows.headings().size())).append('\n');
        rows.rows().forEach(cells -> text.append(row(cells)));
        return text.toString();
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> " " + escaped(cell).replace("|", "\\|") + " |")
                .collect(Collectors.joining("", "|", "\n"));
    }

    /** As a line of its own: what begins a heading, a list, a quotation or a rule begins none. */
    private static String line(String text) {
        return escaped(text)
                .strip()
                .replaceFirst("^([#+=>-])", "\\\\$1")
                .replaceFirst("^(\\d{1,9})([.)])", "$1\\\\$2");
    }

    /** On one line, in one direction, and no markup of its own. */
    private static String escaped(String text) {
        return DIRECTION
                .matcher(CONTROL.matcher(text).replaceAll(" "))
                .replaceAll("")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\*_`~\\[\\]])", "\\\\$1");
    }
}
