package dev.nightshift.app.http;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.app.terminal.Json;
import dev.nightshift.app.wiring.Stores;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.history.Lateness;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.serve.ScheduleService;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import javax.sql.DataSource;

/** What a process that serves knows of itself, asked for anew at each look. Thread-safe. */
public final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final Duration LATELY = Duration.ofHours(24);
    private static final Duration PATIENCE = MongoLook.PATIENCE;

    private final ScheduleService service;
    private final Stores stores;
    private final InstantSource clock;
    private final KeysPage keys;
    private final MongoLook mongodb;
    private final Look<List<RunQueries.Tally>> tallies;
    private final Look<List<Row<?>>> eventFigures = new Look<>("events", PATIENCE, this::events);
    private final Look<List<Row<?>>> lateFigures = new Look<>("late", PATIENCE, this::lates);
    private final ScheduleHistory history;
    private final Lateness lateness;
    private final ReentrantLock looking = new ReentrantLock();
    private final PrometheusMeterRegistry metrics =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge runGauge = gauge("nightshift.runs", "Runs kept, by job and state");
    private final MultiGauge lateGauge =
            gauge("nightshift.schedule.late", "1 when a schedule was due and nobody ran it");
    private final MultiGauge keyGauge =
            gauge("nightshift.keys", "Keys of all companies when last looked at, by space");
    private final MultiGauge expiredGauge =
            gauge("nightshift.keys.expired", "Expired keys that were left, by space");
    private final MultiGauge eventGauge =
            gauge("nightshift.schedule.events.24h", "What became of schedules in 24 hours");

    /**
     * Watches.
     *
     * @param store where history is kept
     * @param spaces read anew at each look
     */
    public Watch(
            ScheduleService service,
            DataSource store,
            Stores stores,
            Supplier<KeySpaces.Reading> spaces,
            Alerts alerts,
            InstantSource clock) {
        this.service = service;
        this.stores = stores;
        this.clock = clock;
        this.keys =
                new KeysPage(
                        stores.companies(), new KeyHealthLedger(stores.mongo().platform()), spaces);
        this.mongodb = new MongoLook(stores.mongo()::mode, MongoLook.PATIENCE);
        JdbcClient jdbc = JdbcClient.create(store);
        this.tallies = new Look<>("runs", PATIENCE, new RunQueries(jdbc)::tallies);
        this.history = new ScheduleHistory(jdbc);
        this.lateness = new Lateness(history, new ScheduleStates(jdbc));
        Gauge.builder("nightshift.scheduler.running", this, watch -> watch.running() ? 1 : 0)
                .description("1 while this process starts what is due")
                .register(metrics);
        Gauge.builder(
                        "nightshift.alerts.waiting.bytes",
                        alerts,
                        counted -> counted.counters().pendingBytes())
                .description("Alerts on disk that are not recorded yet")
                .register(metrics);
    }

    /** Opens {@code /health}, {@code /health/ready}, {@code /health/keys}, {@code /metrics}. */
    public HttpEndpoints open(Settings settings) {
        return HttpEndpoints.open(
                settings.httpAddress(),
                settings.httpPort(),
                Map.of(
                        "/health",
                        () -> Answer.json(Answer.OK, "{\"status\":\"UP\"}"),
                        "/health/ready",
                        this::ready,
                        "/health/keys",
                        () -> mongodb.at(keys),
                        "/metrics",
                        this::figures));
    }

    private boolean running() {
        return service.isRunning();
    }

    private Answer ready() {
        PlatformContext context =
                new PlatformContext(UUID.randomUUID().toString(), "health", "nightshift");
        Map<String, String> parts = new LinkedHashMap<>();
        Supplier<Optional<List<RunQueries.Tally>>> relational = tallies.begin();
        parts.put("status", "UP");
        check(parts, "scheduler", this::running);
        check(
                parts,
                "mongodb",
                () -> {
                    var _ = mongodb.at(() -> stores.companies().activePage(context, "", 1));
                    return true;
                });
        check(parts, "relational", () -> relational.get().isPresent());
        boolean up = !parts.containsValue("DOWN");
        parts.put("status", up ? "UP" : "DOWN");
        return Answer.json(up ? Answer.OK : Answer.UNAVAILABLE, Json.line(parts));
    }

    private static void check(Map<String, String> parts, String name, BooleanSupplier check) {
        boolean up;
        try {
            up = check.getAsBoolean();
        } catch (RuntimeException away) {
            log.atWarn().addKeyValue("event", "health.down").setCause(away).log(name);
            up = false;
        }
        parts.put(name, up ? "UP" : "DOWN");
    }

    /** What cannot be looked at is left out; while another one looks, the figures are its last. */
    private Answer figures() {
        if (looking.tryLock()) {
            try {
                Supplier<Optional<List<Row<?>>>> eventRows = eventFigures.begin();
                Supplier<Optional<List<Row<?>>>> lateRows = lateFigures.begin();
                Supplier<List<KeysPage.Space>> keySpaces =
                        mongodb.begin(() -> keys.keys().spaces());
                runGauge.register(runs(tallies.seen().orElse(List.of())), true);
                eventGauge.register(eventRows.get().orElse(List.of()), true);
                lateGauge.register(lateRows.get().orElse(List.of()), true);
                List<KeysPage.Space> spaces = seen(keySpaces);
                keyGauge.register(spaces.stream().map(one -> row(one, one.total())).toList(), true);
                expiredGauge.register(
                        spaces.stream().map(one -> row(one, one.expired())).toList(), true);
            } finally {
                looking.unlock();
            }
        }
        return new Answer(Answer.OK, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
    }

    private static <T> List<T> seen(Supplier<List<T>> figures) {
        try {
            return figures.get();
        } catch (RuntimeException away) {
            log.atWarn().addKeyValue("event", "metrics.away").setCause(away).log("no figures");
            return List.of();
        }
    }

    private static List<Row<?>> runs(List<RunQueries.Tally> tallies) {
        return tallies.stream()
                .<Row<?>>map(
                        tally ->
                                Row.of(
                                        Tags.of("job", tally.job(), "state", tally.state().name()),
                                        tally.runs()))
                .toList();
    }

    private List<Row<?>> events() {
        return history.tallies(LATELY).stream()
                .<Row<?>>map(
                        tally ->
                                Row.of(
                                        Tags.of(
                                                "schedule",
                                                tally.schedule(),
                                                "event",
                                                tally.event().name()),
                                        tally.times()))
                .toList();
    }

    private List<Row<?>> lates() {
        return service.table().enabled().stream()
                .<Row<?>>map(row -> Row.of(Tags.of("schedule", row.name()), late(row)))
                .toList();
    }

    private static Row<?> row(KeysPage.Space space, long keys) {
        return Row.of(Tags.of("space", space.space()), keys);
    }

    private int late(Schedule row) {
        return lateness.of(row, clock.instant()).isPresent() ? 1 : 0;
    }

    private MultiGauge gauge(String name, String description) {
        return MultiGauge.builder(name).description(description).register(metrics);
    }
}
