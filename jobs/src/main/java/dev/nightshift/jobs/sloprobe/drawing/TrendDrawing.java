package dev.nightshift.jobs.sloprobe.drawing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Trends as an SVG file that needs nothing else: for each SLO its values by day against the budget,
 * days with a breach marked, and a bar of the error budget that is left. Colours alone say nothing:
 * breaches are squares, and everything has its figures.
 */
public final class TrendDrawing {
    private static final int WIDTH = 900;
    private static final int HEAD = 56;
    private static final int PANEL = 150;
    private static final int LEFT = 70;
    private static final int RIGHT = 630;
    private static final int BAR = 710;
    private static final int BAR_WIDTH = 170;
    private static final int PLOT = 80;
    private static final double ROOM = 1.15;

    /** Labels that are closer cover each other. */
    private static final int LABEL = 16;

    private static final String INK = "#1f2933";
    private static final String PALE = "#7b8794";
    private static final String LINE = "#1f6feb";
    private static final String BAD = "#c81e1e";
    private static final String GOOD = "#1a7f37";

    private final LocalDate from;
    private final LocalDate to;
    private final StringBuilder svg = new StringBuilder();

    private TrendDrawing(LocalDate from, LocalDate to) {
        this.from = from;
        this.to = to;
    }

    /** Draws these, one under the other; both days belong to the drawing. */
    public static String of(String title, LocalDate from, LocalDate to, List<Panel> panels) {
        return new TrendDrawing(from, to).draw(title, panels);
    }

    private String draw(String title, List<Panel> panels) {
        int height = HEAD + Math.max(1, panels.size()) * PANEL;
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" \
                font-family="Helvetica, Arial, sans-serif" font-size="12" fill="%s">
                <title>%s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """
                        .formatted(WIDTH, height, WIDTH, height, INK, escaped(title)));
        text(20, 26, 16, INK, "start", title);
        text(20, 44, 12, PALE, "start", "%s to %s, days in UTC".formatted(from, to));
        if (panels.isEmpty()) {
            text(20, HEAD + 40, 12, PALE, "start", "Nothing was measured.");
        }
        for (int i = 0; i < panels.size(); i++) {
            panel(panels.get(i), HEAD + i * PANEL);
        }
        return svg.append("</svg>\n").toString();
    }

    private void panel(Panel panel, int top) {
        line(20, top, WIDTH - 20, top, "#e4e7eb", "");
        text(20, top + 20, 13, INK, "start", panel.title());
        text(RIGHT, top + 20, 12, PALE, "end", panel.budget());
        int bottom = top + 32 + PLOT;
        double highest =
                Math.max(
                                panel.limit(),
                                panel.points().stream()
                                        .mapToDouble(Panel.Point::value)
                                        .max()
                                        .orElse(0))
                        * (panel.lessIsBetter() ? ROOM : 1);
        double scale = highest == 0 ? 0 : PLOT / highest;
        line(LEFT, bottom, RIGHT, bottom, PALE, "");
        double limit = bottom - panel.limit() * scale;
        if (bottom - limit > LABEL) {
            text(LEFT - 6, bottom + 4, 11, PALE, "end", "0");
        }
        line(LEFT, limit, RIGHT, limit, BAD, "5 4");
        text(LEFT - 6, limit + 4, 11, BAD, "end", number(panel.limit()) + " " + panel.unit());
        text(LEFT, bottom + 16, 11, PALE, "start", from.toString());
        text(RIGHT, bottom + 16, 11, PALE, "end", to.toString());
        points(panel, bottom, scale);
        bar(panel, top);
    }

    private void points(Panel panel, int bottom, double scale) {
        if (panel.points().isEmpty()) {
            text((LEFT + RIGHT) / 2.0, bottom - PLOT / 3.0, 12, PALE, "middle", "not measured");
            return;
        }
        svg.append(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>\n"
                        .formatted(
                                LINE,
                                panel.points().stream()
                                        .map(
                                                point ->
                                                        at(x(point.day()))
                                                                + ","
                                                                + at(
                                                                        bottom
                                                                                - point.value()
                                                                                        * scale))
                                        .collect(Collectors.joining(" "))));
        for (Panel.Point point : panel.points()) {
            double x = x(point.day());
            double y = bottom - point.value() * scale;
            String said =
                    "<title>%s: %s %s%s</title>"
                            .formatted(
                                    point.day(),
                                    number(point.value()),
                                    escaped(panel.unit()),
                                    point.breached() ? ", breached" : "");
            svg.append(
                    point.breached()
                            ? "<rect x=\"%s\" y=\"%s\" width=\"8\" height=\"8\" fill=\"%s\">%s</rect>\n"
                                    .formatted(at(x - 4), at(y - 4), BAD, said)
                            : "<circle cx=\"%s\" cy=\"%s\" r=\"2.5\" fill=\"%s\">%s</circle>\n"
                                    .formatted(at(x), at(y), LINE, said));
        }
        Panel.Point last = panel.points().getLast();
        // Beside the plot, where no line crosses it.
        double y = bottom - last.value() * scale + 4;
        text(RIGHT + 8, y, 11, INK, "start", number(last.value()) + " " + panel.unit());
    }

    private void bar(Panel panel, int top) {
        double left = panel.budgetLeft();
        boolean overspent = left < 0;
        text(
                BAR,
                top + 48,
                12,
                PALE,
                "start",
                overspent ? "error budget overspent" : "error budget left");
        svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" fill=\"#e4e7eb\"/>\n"
                        .formatted(BAR, top + 56, BAR_WIDTH));
        double share = Math.min(1, Math.abs(left));
        svg.append(
                "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"12\" fill=\"%s\"/>\n"
                        .formatted(BAR, top + 56, at(BAR_WIDTH * share), overspent ? BAD : GOOD));
        text(
                BAR,
                top + 86,
                14,
                overspent ? BAD : INK,
                "start",
                String.format(Locale.ROOT, "%.0f %%", left * 100));
        long breached = panel.points().stream().filter(Panel.Point::breached).count();
        text(
                BAR,
                top + 104,
                12,
                PALE,
                "start",
                "%d of %d days with a breach".formatted(breached, panel.points().size()));
    }

    private double x(LocalDate day) {
        long days = Math.max(1, ChronoUnit.DAYS.between(from, to));
        return LEFT + (double) (RIGHT - LEFT) * ChronoUnit.DAYS.between(from, day) / days;
    }

    private void line(double x1, double y1, double x2, double y2, String colour, String dashes) {
        svg.append(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"%s/>\n"
                        .formatted(
                                at(x1),
                                at(y1),
                                at(x2),
                                at(y2),
                                colour,
                                dashes.isEmpty()
                                        ? ""
                                        : " stroke-dasharray=\"%s\"".formatted(dashes)));
    }

    private void text(double x, double y, int size, String colour, String anchor, String content) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\">%s</text>\n"
                        .formatted(at(x), at(y), size, colour, anchor, escaped(content)));
    }

    private static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.1f" : "%.0f", value);
    }

    /** XML takes no control characters, in no form. */
    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
