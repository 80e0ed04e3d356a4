package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.Lateness;
import dev.nightshift.schedules.times.FireTimes;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code schedules next}. */
@Command(
        name = "next",
        description = {
            "Shows when a schedule is due next, also across changes of the clock.",
            "Needs no store, and says nothing about whether it is paused."
        })
public final class SchedulesNextCommand implements Callable<Integer> {
    private static final int MOST = 1_000;
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    @Mixin private ScheduleArgument schedule = new ScheduleArgument();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many times, 1 to 1000; 5 by default.")
    private int count = 5;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "After this moment, as 2027-03-27T00:00:00Z; now by default.")
    private @Nullable String from;

    private final Session session;

    /** The command in a session. */
    public SchedulesNextCommand(Session session) {
        this.session = session;
    }

    /** One time; the names are the JSON contract. */
    record Time(Instant at, String local) {}

    @Override
    public Integer call() {
        if (count < 1 || count > MOST) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "--count %d is not between 1 and %d.".formatted(count, MOST),
                    "Ask for fewer, or from a later moment: --from.");
        }
        Schedule row = session.schedules().show(schedule.name());
        FireTimes times = Lateness.times(row);
        List<Time> next = new ArrayList<>();
        Optional<Instant> at = times.after(moment());
        while (at.isPresent() && next.size() < count) {
            next.add(new Time(at.get(), LOCAL.format(at.get().atZone(row.zone()))));
            at = times.after(at.get());
        }
        session.printer().result(next, found -> table(row, found));
        return 0;
    }

    private Instant moment() {
        if (from == null) {
            return session.surroundings().clock().instant();
        }
        try {
            return Instant.parse(from);
        } catch (DateTimeParseException malformed) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "--from '%s' is not a moment.".formatted(from),
                    "Give it like 2027-03-27T00:00:00Z.");
        }
    }

    private static String table(Schedule row, List<Time> times) {
        Table table = new Table("DUE", row.zone().getId());
        times.forEach(time -> table.row(time.at(), time.local()));
        return table.toString();
    }
}
