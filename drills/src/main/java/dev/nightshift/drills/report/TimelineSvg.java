package dev.nightshift.drills.report;

import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.JournalLine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A drill as a picture: what was broken, what was degraded, how many writes were acknowledged and
 * how many requests failed, over time. Deterministic.
 */
final class TimelineSvg {
    private static final int WIDTH = 960;
    private static final int LEFT = 175;
    private static final int RIGHT = 20;
    private static final int LANE = 30;
    private static final int GRAPH = 90;
    private static final String INK = "#1f2933";
    private static final String GREY = "#8a94a0";
    private static final String RED = "#c0392b";
    private static final String AMBER = "#d9822b";
    private static final String GREEN = "#2e7d4f";
    private static final String BLUE = "#2b6cb0";

    private final Evidence evidence;
    private final Instant start;
    private final double seconds;
    private final StringBuilder svg = new StringBuilder();
    private int y = 24;

    private TimelineSvg(Evidence evidence) {
        this.evidence = evidence;
        this.start = evidence.began().at();
        JournalLine last =
                evidence.ended() == null ? evidence.chain().lines().getLast() : evidence.ended();
        this.seconds = Math.max(1, seconds(last.at()));
    }

    static String of(Evidence evidence) {
        return new TimelineSvg(evidence).draw();
    }

    private String draw() {
        int number = 0;
        for (Episode episode : evidence.episodes()) {
            number++;
            lane(evidence.episodes().size() == 1 ? "Fault there" : "Fault " + number);
            bar(episode.injected(), episode.healed(), RED, shortened(episode.fault()));
        }
        lane("Circuit open");
        spans("circuit_open", "circuit_closed", AMBER, "");
        lane("Read-only, degraded");
        spans("read_only", "full_service", AMBER, "read-only");
        spans("degraded", "full_service", "#e9b872", "");
        lane("Steady again");
        for (Episode episode : evidence.episodes()) {
            Instant steady = episode.steady();
            if (steady != null) {
                moment(
                        steady,
                        GREEN,
                        evidence.episodes().size() == 1
                                ? "steady"
                                : String.valueOf(evidence.episodes().indexOf(episode) + 1));
            }
        }
        lane("Caches purged");
        for (JournalLine purged : evidence.chain().all(Events.PURGED)) {
            moment(purged.at(), BLUE, "purged");
        }
        graph("Writes acknowledged /s", Measure.ACKNOWLEDGED_WRITES, GREEN);
        graph("Requests failed %", Measure.FAILED_REQUESTS_PERCENT, RED);
        String drawn = svg.toString();
        svg.setLength(0);
        axis();
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%s</svg>"
                .formatted(WIDTH, y + 24, WIDTH, y + 24, svg + drawn);
    }

    private static String shortened(String name) {
        return name.length() <= 40 ? name : name.substring(0, 39) + "\u2026";
    }

    private double seconds(Instant at) {
        return Duration.between(start, at).toMillis() / 1000.0;
    }

    private double x(Instant at) {
        return x(seconds(at));
    }

    private double x(double second) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(second, seconds) / seconds;
    }

    private void lane(String name) {
        text(LEFT - 10, y + 16, "end", INK, name);
        line(LEFT, y + LANE - 4, WIDTH - RIGHT, y + LANE - 4, "#e4e7eb");
        y += LANE;
    }

    private void bar(Instant from, @Nullable Instant to, String colour, String name) {
        double left = x(from);
        double right = to == null ? WIDTH - RIGHT : x(to);
        double width = Math.max(2, right - left);
        rect(left, y - LANE + 3, width, LANE - 10, colour);
        if (!name.isEmpty()) {
            boolean fits = name.length() * 6.6 < width;
            boolean roomRight = left + width + name.length() * 6.6 < WIDTH - RIGHT;
            text(
                    fits ? left + 4 : roomRight ? left + width + 4 : left - 4,
                    y - LANE + 17,
                    fits || roomRight ? "start" : "end",
                    fits ? "#ffffff" : INK,
                    name);
        }
    }

    private void spans(String from, String to, String colour, String name) {
        @Nullable Instant begun = null;
        for (JournalLine line : evidence.chain().all(Events.MARK)) {
            String mark = line.text("mark");
            if (mark.equals(from) && begun == null) {
                begun = line.at();
            } else if (mark.equals(to) && begun != null) {
                bar(begun, line.at(), colour, name);
                begun = null;
            }
        }
        if (begun != null) {
            bar(begun, null, colour, name);
        }
    }

    private void moment(Instant at, String colour, String name) {
        double where = x(at);
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\"/>",
                        where,
                        y - LANE + 12,
                        colour));
        boolean room = where + 60 < WIDTH - RIGHT;
        text(room ? where + 8 : where - 8, y - LANE + 16, room ? "start" : "end", INK, name);
    }

    private void graph(String name, Measure measure, String colour) {
        List<JournalLine> points = evidence.chain().all(Events.LOAD);
        double most =
                points.stream().mapToDouble(line -> line.number(measure.word())).max().orElse(0);
        double top = Math.max(most, measure == Measure.FAILED_REQUESTS_PERCENT ? 1 : 10);
        int floor = y + GRAPH - 10;
        text(LEFT - 10, y + 20, "end", INK, name);
        text(LEFT - 10, y + 38, "end", GREY, "most " + measure.told(Math.round(most * 10) / 10.0));
        line(LEFT, floor, WIDTH - RIGHT, floor, GREY);
        StringBuilder path = new StringBuilder();
        for (JournalLine point : points) {
            path.append(
                    String.format(
                            Locale.ROOT,
                            "%s%.1f %.1f",
                            path.isEmpty() ? "M" : " L",
                            x(point.at()),
                            floor - (GRAPH - 25) * point.number(measure.word()) / top));
        }
        if (!points.isEmpty()) {
            svg.append(
                    "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>"
                            .formatted(path, colour));
        }
        y += GRAPH;
    }

    private void axis() {
        double step = 1;
        for (double nice : new double[] {1, 2, 5, 10, 20, 30, 60, 120, 300, 600}) {
            step = nice;
            if (seconds / nice <= 12) {
                break;
            }
        }
        for (double at = 0; at <= seconds; at += step) {
            line(x(at), 20, x(at), y, "#eef1f4");
            text(x(at), y + 14, "middle", GREY, "%d s".formatted((long) at));
        }
    }

    private void rect(double left, double top, double width, double height, String colour) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\""
                                + " fill=\"%s\"/>",
                        left,
                        top,
                        width,
                        height,
                        colour));
    }

    private void line(double x1, double y1, double x2, double y2, String colour) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                        x1,
                        y1,
                        x2,
                        y2,
                        colour));
    }

    private void text(double x, double at, String anchor, String colour, String words) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
                        x,
                        at,
                        anchor,
                        colour,
                        HtmlReport.escaped(words)));
    }
}
