package dev.nightshift.app.review;

import dev.nightshift.drills.calendar.DrillCalendar;
import dev.nightshift.drills.calendar.DrillCalendar.Due;
import dev.nightshift.drills.order.DrillState;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Which drills are overdue or did not pass last. */
public final class DrillsLine implements Supplier<ReviewLine> {
    private static final String CHECK = "drills";
    private static final String TODO = "nightshift drill calendar";

    private final Supplier<List<DrillCalendar.Row>> calendar;
    private final Instant now;

    /**
     * @param calendar all experiments
     * @param now as of when the calendar is
     */
    public DrillsLine(Supplier<List<DrillCalendar.Row>> calendar, Instant now) {
        this.calendar = calendar;
        this.now = now;
    }

    @Override
    public ReviewLine get() {
        List<DrillCalendar.Row> rows = calendar.get();
        List<DrillCalendar.Row> bad =
                rows.stream().filter(row -> row.due() == Due.OVERDUE || failed(row)).toList();
        List<DrillCalendar.Row> never =
                rows.stream().filter(row -> row.due() == Due.NEVER_RUN && !failed(row)).toList();
        if (!bad.isEmpty()) {
            return ReviewLine.red(CHECK, said(bad, DrillsLine::trouble), TODO);
        }
        if (!never.isEmpty() && never.stream().allMatch(this::isDated)) {
            return ReviewLine.pending(
                    CHECK,
                    "never run; due: " + said(never, DrillsLine::first),
                    "nightshift drill run " + never.getFirst().experiment(),
                    Objects.requireNonNull(never.getFirst().nextAt()));
        }
        if (!never.isEmpty()) {
            return ReviewLine.unknown(
                    CHECK,
                    "never run: " + said(never, DrillCalendar.Row::experiment),
                    "nightshift drill run " + never.getFirst().experiment());
        }
        return ReviewLine.green(
                CHECK, rows.isEmpty() ? "there is none" : "due: " + said(rows, DrillsLine::next));
    }

    /** What no schedule runs is due at any time, as far as anybody knows. */
    private boolean isDated(DrillCalendar.Row row) {
        Instant next = row.nextAt();
        return next != null && next.isAfter(now);
    }

    private static boolean failed(DrillCalendar.Row row) {
        return Arrays.stream(DrillState.values())
                .filter(state -> state.name().equals(row.lastState()))
                .anyMatch(DrillsLine::isBad);
    }

    /** One that was refused was not begun: that tells when it is overdue. */
    private static boolean isBad(DrillState state) {
        return switch (state) {
            case FAILED, INCOMPLETE, ABORTED, HEALED_BY_WATCHDOG -> true;
            case PASSED, REFUSED -> false;
        };
    }

    private static String trouble(DrillCalendar.Row row) {
        return row.due() == Due.OVERDUE
                ? "%s overdue since %s".formatted(row.experiment(), day(row.nextAt()))
                : "%s %s on %s"
                        .formatted(
                                row.experiment(),
                                DrillState.valueOf(Objects.requireNonNull(row.lastState())).words(),
                                day(row.lastAt()));
    }

    private static String first(DrillCalendar.Row row) {
        return "%s at %s".formatted(row.experiment(), row.nextAt());
    }

    private static String next(DrillCalendar.Row row) {
        return "%s on %s".formatted(row.experiment(), day(row.nextAt()));
    }

    private static LocalDate day(@Nullable Instant moment) {
        return LocalDate.ofInstant(
                Objects.requireNonNullElse(moment, Instant.EPOCH), ZoneOffset.UTC);
    }

    private static String said(
            List<DrillCalendar.Row> rows, Function<DrillCalendar.Row, String> each) {
        return rows.stream().map(each).collect(Collectors.joining(", "));
    }
}
