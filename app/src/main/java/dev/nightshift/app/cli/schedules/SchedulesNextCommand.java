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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code schedules next}. */
@Command(
        name = "next",
        description = {
            "Shows when a schedule is due next, also across changes of the clock; without a name,",
            "when each that is enabled is, soonest first.",
            "Needs no store, and says nothing about whether it is paused."
        })
public final class SchedulesNextCommand implements Callable<Integer> {
    private static final int FEW = 5;
    private static final int MOST = 1_000;
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The schedule; all of them by default.")
    private @Nullable String name;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many times of the schedule, 1 to 1000; 5 by default.")
    private @Nullable Integer count;

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

    /** One time of the schedule that was named; the names are the JSON contract. */
    record Time(Instant at, String local) {}

    /** The next time of a schedule; the names are the JSON contract. */
    record Next(String name, Instant at, String local, String zone) {}

    @Override
    public Integer call() {
        if (name == null) {
            if (count != null) {
                throw new NightshiftException(
                        FailureCode.USAGE,
                        "--count is about one schedule, and none is named.",
                        "nightshift schedules next NAME --count %d".formatted(count));
            }
            session.printer().result(ofAll(), SchedulesNextCommand::table);
            return 0;
        }
        Schedule row = session.schedules().show(name);
        session.printer().result(of(row), found -> table(row, found));
        return 0;
    }

    private List<Next> ofAll() {
        Instant moment = moment();
        List<Next> all = new ArrayList<>();
        for (Schedule row : session.schedules().enabled()) {
            Lateness.times(row)
                    .after(moment)
                    .ifPresent(
                            at ->
                                    all.add(
                                            new Next(
                                                    row.name(),
                                                    at,
                                                    local(at, row.zone()),
                                                    row.zone().getId())));
        }
        all.sort(Comparator.comparing(Next::at).thenComparing(Next::name));
        return all;
    }

    private List<Time> of(Schedule row) {
        int wanted = Objects.requireNonNullElse(count, FEW);
        if (wanted < 1 || wanted > MOST) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "--count %d is not between 1 and %d.".formatted(wanted, MOST),
                    "Ask for fewer, or from a later moment: --from.");
        }
        FireTimes times = Lateness.times(row);
        List<Time> next = new ArrayList<>();
        Optional<Instant> at = times.after(moment());
        while (at.isPresent() && next.size() < wanted) {
            next.add(new Time(at.get(), local(at.get(), row.zone())));
            at = times.after(at.get());
        }
        return next;
    }

    private static String local(Instant at, ZoneId zone) {
        return LOCAL.format(at.atZone(zone));
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

    private static String table(List<Next> all) {
        Table table = new Table("SCHEDULE", "DUE", "LOCAL", "ZONE");
        all.forEach(next -> table.row(next.name(), next.at(), next.local(), next.zone()));
        return table.toString();
    }
}
