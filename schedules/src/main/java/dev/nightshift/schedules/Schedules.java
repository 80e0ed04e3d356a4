package dev.nightshift.schedules;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.List;
import java.util.Optional;

/** The table: every schedule once, in the order of the files. Immutable. */
public record Schedules(List<Schedule> rows) {
    public Schedules {
        rows = List.copyOf(rows);
    }

    /** The schedule of that name; empty when there is none. */
    public Optional<Schedule> find(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    /**
     * The schedule of that name.
     *
     * @throws NightshiftException NOT_FOUND
     */
    public Schedule show(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new NightshiftException(
                                        FailureCode.NOT_FOUND,
                                        "There is no schedule '%s'.".formatted(name),
                                        "List them: nightshift schedules list"));
    }

    /** Those that are ever due. */
    public List<Schedule> enabled() {
        return rows.stream().filter(Schedule::enabled).toList();
    }
}
