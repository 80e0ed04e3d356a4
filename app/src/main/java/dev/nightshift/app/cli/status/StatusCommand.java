package dev.nightshift.app.cli.status;

import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.alerts.store.SevereAlerts;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.cli.drill.DrillCalendarCommand;
import dev.nightshift.app.cli.registry.OwnClasses;
import dev.nightshift.app.review.AdapterLine;
import dev.nightshift.app.review.AlertsLine;
import dev.nightshift.app.review.CanaryLine;
import dev.nightshift.app.review.DrillsLine;
import dev.nightshift.app.review.FirstTimes;
import dev.nightshift.app.review.KeysLine;
import dev.nightshift.app.review.Light;
import dev.nightshift.app.review.LogsLine;
import dev.nightshift.app.review.Review;
import dev.nightshift.app.review.ReviewLine;
import dev.nightshift.app.review.RunLines;
import dev.nightshift.app.review.SchedulesLine;
import dev.nightshift.app.review.SloLine;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.app.wiring.Stores;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.jobs.sloprobe.plan.SloPlans;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.serve.Servers;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import picocli.CommandLine.Command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code status}: the 30-second review. */
@Command(
        name = "status",
        description = {
            "The 30-second review: a line for each part, red ones first.",
            "Exit code 1 when one is red. pending: due later for the first time. unknown: nobody",
            "looked and nobody will, or it cannot be looked at for what a red line tells."
        })
public final class StatusCommand implements Callable<Integer> {
    private static final String FEATURE = "status";

    private final Session session;
    private @Nullable NightshiftException away;
    private @Nullable List<Company> companies;

    /** The command in a session. */
    public StatusCommand(Session session) {
        this.session = session;
    }

    /** The result; the names are the JSON contract. */
    record Result(Instant at, String status, List<Line> lines) {}

    /**
     * One part; {@code todo} is null when nothing is to be done, {@code dueAt} unless it is
     * pending.
     */
    record Line(
            String check,
            String status,
            String found,
            @Nullable String todo,
            @Nullable Instant dueAt) {}

    @Override
    public Integer call() {
        Instant now = session.surroundings().clock().instant();
        List<ReviewLine> lines = Review.of(Map.of("adapter", adapter()), parts(now));
        Light worst = lines.getFirst().light();
        session.printer()
                .result(
                        new Result(
                                now,
                                worst.word(),
                                lines.stream().map(StatusCommand::line).toList()),
                        result -> text(result.lines()));
        return worst == Light.RED ? Exit.FAILED : Exit.DONE;
    }

    private Map<String, Supplier<ReviewLine>> parts(Instant now) {
        PlatformContext context = session.platform(FEATURE);
        FirstTimes first = firstTimes(now);
        Map<String, Supplier<ReviewLine>> parts = new LinkedHashMap<>();
        parts.put("registry", () -> relational(store -> runs(store, first, now).registry()));
        parts.put("alerts", () -> alerts(context, now));
        parts.put(
                "slo",
                () ->
                        new SloLine(
                                        new SloResults(stores().mongo()),
                                        first,
                                        () -> SloPlans.of(session.settings()).names(),
                                        () -> companies(context),
                                        context,
                                        now)
                                .get());
        parts.put(
                "keys",
                () ->
                        new KeysLine(
                                        () -> KeySpaces.read(session.settings().keySpacesDir()),
                                        () -> new KeyHealthLedger(stores().mongo().platform()),
                                        first,
                                        () -> companies(context),
                                        context,
                                        now)
                                .get());
        parts.put("isolation", () -> relational(store -> runs(store, first, now).isolation()));
        parts.put(
                "cache",
                () ->
                        relational(
                                store ->
                                        runs(store, first, now)
                                                .cache(
                                                        stores().mongo(),
                                                        stores().cache(),
                                                        context)));
        parts.put("logs", new LogsLine(session.settings().dataDir()));
        parts.put(
                "canary",
                () ->
                        relational(
                                store -> {
                                    var _ = stores();
                                    return new CanaryLine(
                                                    session.backfillDesk(),
                                                    new RunQueries(store),
                                                    context)
                                            .get();
                                }));
        parts.put("schedules", () -> relational(store -> schedules(store, now)));
        parts.put(
                "drills",
                () -> {
                    var _ = stores();
                    return new DrillsLine(() -> DrillCalendarCommand.rows(session, now), now).get();
                });
        return parts;
    }

    private AdapterLine adapter() {
        Optional<Path> registryDir = session.settings().registryDir();
        return new AdapterLine(OwnClasses::all, () -> RegistryLoader.load(registryDir).registry());
    }

    private ReviewLine alerts(PlatformContext context, Instant now) {
        Stores stores = stores();
        return new AlertsLine(
                        new SevereAlerts(stores.mongo().platform()),
                        new ServiceAlerts(
                                stores.mongo().platform(), context, session.surroundings().clock()),
                        () -> companies(context),
                        context,
                        now)
                .get();
    }

    private static RunLines runs(JdbcClient store, FirstTimes first, Instant now) {
        return new RunLines(new RunQueries(store), first, now);
    }

    private FirstTimes firstTimes(Instant now) {
        Supplier<JdbcClient> store = () -> JdbcClient.create(session.runs().store().dataSource());
        return new FirstTimes(
                session::schedules,
                () -> new ScheduleHistory(store.get()),
                () -> new ScheduleStates(store.get()),
                now);
    }

    private ReviewLine schedules(JdbcClient store, Instant now) {
        return new SchedulesLine(
                        session.schedules(),
                        new ScheduleHistory(store),
                        new ScheduleStates(store),
                        new Servers(store),
                        now)
                .get();
    }

    private ReviewLine relational(Function<JdbcClient, ReviewLine> line) {
        return RelationalStore.asking(
                () -> line.apply(JdbcClient.create(session.runs().store().dataSource())));
    }

    /** Read once, for every line that is about all of them. */
    private List<Company> companies(PlatformContext context) {
        List<Company> known = companies;
        if (known == null) {
            known = stores().companies().list(context);
            companies = known;
        }
        return known;
    }

    /** Tried once: each attempt at a server that is away takes seconds. */
    private Stores stores() {
        NightshiftException before = away;
        if (before != null) {
            throw new NightshiftException(before.code(), before.message(), before.hint(), before);
        }
        try {
            return session.stores(FEATURE);
        } catch (NightshiftException unavailable) {
            away = unavailable;
            throw unavailable;
        }
    }

    private static Line line(ReviewLine line) {
        return new Line(line.check(), line.light().word(), line.found(), line.todo(), line.dueAt());
    }

    private static String text(List<Line> lines) {
        Table table = new Table("STATUS", "CHECK", "FOUND");
        for (Line line : lines) {
            String todo = line.todo();
            table.row(
                    line.status(),
                    line.check(),
                    todo == null ? line.found() : "%s -> %s".formatted(line.found(), todo));
        }
        return table.toString();
    }
}
