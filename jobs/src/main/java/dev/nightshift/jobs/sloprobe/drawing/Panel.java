package dev.nightshift.jobs.sloprobe.drawing;

import java.time.LocalDate;
import java.util.List;

/**
 * What is drawn of one SLO.
 *
 * @param title for people
 * @param budget in words
 * @param limit where the line of the budget is, in the points' unit
 * @param unit behind a value, for example {@code ms} or {@code %}
 * @param lessIsBetter whether values above the limit are bad, else those below
 * @param points by day, in order
 * @param budgetLeft of the error budget, 1 for all
 */
public record Panel(
        String title,
        String budget,
        double limit,
        String unit,
        boolean lessIsBetter,
        List<Point> points,
        double budgetLeft) {
    public Panel {
        points = List.copyOf(points);
    }

    /**
     * A day.
     *
     * @param breached whether a probe of the day was a breach
     */
    public record Point(LocalDate day, double value, boolean breached) {}
}
