package dev.nightshift.schedules.serve;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.fire.Firing;
import dev.nightshift.schedules.fire.Overruns;
import dev.nightshift.schedules.fire.Recipients;
import dev.nightshift.schedules.fire.ScheduleAlerts;
import dev.nightshift.schedules.fire.SignsOfLife;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.Event;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.Lateness;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.launch.Launcher;
import dev.nightshift.schedules.launch.Order;
import dev.nightshift.schedules.launch.Outcome;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** A scheduler on fresh stores whose jobs do what the test says. */
final class Bench implements AutoCloseable {
    private static final PlatformContext CONTEXT =
            new PlatformContext("test", "schedules", "tester");

    private final Endpoints endpoints;
    private final RelationalStore store;
    private final MongoStores mongo;
    private final RedisStores redis;
    private final Companies companies;
    private final HandTimer timer = new HandTimer(2);
    private final HandTimer leases = new HandTimer(1);
    private final Queue<String> alerts = new ConcurrentLinkedQueue<>();
    private final Map<String, Severity> severities = new ConcurrentHashMap<>();
    private final Queue<String> orders = new ConcurrentLinkedQueue<>();
    private final Queue<Long> stopped = new ConcurrentLinkedQueue<>();
    private final AtomicLong launched = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> sending = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> stopping = new AtomicReference<>();
    private final InstantSource clock;
    private final JdbcClient jdbc;
    private final Firing firing;
    private final CountDownLatch told = new CountDownLatch(1);
    private volatile Schedules table;
    private volatile boolean refused;
    private volatile LongConsumer newest = run -> {};
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Function<Order, Outcome> outcome =
            order -> new Outcome(Outcome.State.DONE, 1, "");

    Bench(Endpoints endpoints, InstantSource clock, Schedule... rows) {
        this.clock = clock;
        this.endpoints = endpoints;
        this.table = new Schedules(List.of(rows));
        this.store = RelationalStore.open(endpoints);
        this.jdbc = JdbcClient.create(store.dataSource());
        this.mongo = MongoStores.open(endpoints.mongodbUri());
        this.redis = RedisStores.open(endpoints.redisUri());
        this.companies =
                new Companies(mongo.platform(), new TenantCache(redis, mongo.platform()), clock);
        companies.ensureDemo(CONTEXT);
        Recipients recipients = new Recipients(companies);
        ScheduleAlerts toldTo = new ScheduleAlerts(this::told);
        Map<ScheduledJob, Launcher> launchers = new EnumMap<>(ScheduledJob.class);
        for (ScheduledJob job : ScheduledJob.values()) {
            launchers.put(job, new TestLauncher());
        }
        this.firing =
                new Firing(
                        historyStore(),
                        states(),
                        launchers,
                        recipients,
                        toldTo,
                        new Overruns(timer, historyStore(), recipients, toldTo, this::stop),
                        SignsOfLife.by(leases, historyStore()));
    }

    /** As if it were time for every look at the store. */
    void look() {
        timer.looks.forEach(Runnable::run);
    }

    /** Whether this process was told that another one took over. */
    boolean wasToldOfItsLoss() {
        return told.getCount() == 0;
    }

    /** As if it were time for the next sign of life. */
    void giveSigns() {
        leases.looks.forEach(Runnable::run);
    }

    /** Runs of the test's making. */
    private final class TestLauncher implements Launcher {
        @Override
        public Outcome launch(Order order, LongConsumer accepted) {
            orders.add(order.company() == null ? "all" : order.company().value());
            newest = accepted;
            accepted.accept(launched.incrementAndGet());
            passGate();
            return outcome.apply(order);
        }

        private void passGate() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Outcome goOn(Order order, long runId, LongConsumer accepted) {
            orders.add("goes on " + order.company());
            passGate();
            return new Outcome(Outcome.State.DONE, 1, "");
        }

        @Override
        public Outcome look(Order order, long runId, LongConsumer accepted) {
            orders.add("looks at " + runId);
            return outcome.apply(order);
        }
    }

    private void stop(long run, String actor) {
        stopped.add(run);
        RuntimeException broken = stopping.getAndSet(null);
        if (broken != null) {
            throw broken;
        }
    }

    /** The next request to stop a run is refused. */
    void breakNextStop(RuntimeException failure) {
        stopping.set(failure);
    }

    private void told(TenantContext context, Alert alert) {
        RuntimeException broken = sending.getAndSet(null);
        if (broken != null) {
            throw broken;
        }
        alerts.add(alert.code());
        severities.put(alert.code(), alert.severity());
        alerts.add(alert.code() + " " + context.companyId());
    }

    ScheduleService serve() {
        ScheduleService service =
                ScheduleService.enter(
                        new ScheduleService.Parts(
                                store.dataSource(),
                                endpoints.jdbcUrl().startsWith("jdbc:postgresql:"),
                                this::file,
                                historyStore(),
                                states(),
                                servers(),
                                firing,
                                timer,
                                leases,
                                told::countDown,
                                clock));
        service.begin();
        return service;
    }

    private Schedules file() {
        if (refused) {
            throw new NightshiftException(
                    FailureCode.BAD_SCHEDULES, "Line 1 is wrong.", "Mend it.");
        }
        return table;
    }

    void table(Schedule... rows) {
        table = new Schedules(List.of(rows));
    }

    void refuseFile() {
        refused = true;
    }

    /** As if nothing had been due since a moment: what is in the store was to come then. */
    void lieIdleSince(Instant moment) {
        jdbc.sql("UPDATE QRTZ_TRIGGERS SET NEXT_FIRE_TIME = :at, START_TIME = :start")
                .param("at", moment.toEpochMilli())
                .param("start", moment.minusSeconds(1).toEpochMilli())
                .update();
        jdbc.sql("UPDATE ns_schedule SET since = :start")
                .param("start", moment.minusSeconds(1).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The earliest time that is in the store to come. */
    Instant earliest() {
        return Instant.ofEpochMilli(
                jdbc.sql("SELECT MIN(NEXT_FIRE_TIME) FROM QRTZ_TRIGGERS")
                        .query(Long.class)
                        .single());
    }

    /** As if a process had given no sign of life for so long. */
    void lapse(String server, Duration ago) {
        jdbc.sql(
                        "UPDATE ns_schedule_server SET lease_until = CURRENT_TIMESTAMP - INTERVAL"
                                + " '%d' SECOND WHERE server = :server".formatted(ago.toSeconds()))
                .param("server", server)
                .update();
    }

    /** As if what is at work had given no sign of life for a minute. */
    void lapseRows() {
        jdbc.sql(
                        "UPDATE ns_schedule_history SET lease_until = CURRENT_TIMESTAMP - INTERVAL"
                                + " '60' SECOND WHERE lease_until IS NOT NULL")
                .update();
    }

    /** As if what is over had been so for a minute. */
    void restRows() {
        jdbc.sql(
                        "UPDATE ns_schedule_history SET ended_at = CURRENT_TIMESTAMP - INTERVAL"
                                + " '60' SECOND WHERE ended_at IS NOT NULL")
                .update();
    }

    /** As if a process had been told to end while it worked on that. */
    void stopped(ScheduleHistory.Entry entry) {
        ScheduleHistory history = historyStore();
        var _ = history.end(history.claim(entry, false).orElseThrow(), Event.STOPPED, "Ctrl-C");
    }

    /** The next alert breaks whoever sends it. */
    void breakNextAlert(RuntimeException failure) {
        sending.set(failure);
    }

    Instant now() {
        return clock.instant();
    }

    ScheduleHistory historyStore() {
        return new ScheduleHistory(jdbc);
    }

    ScheduleStates states() {
        return new ScheduleStates(jdbc);
    }

    Servers servers() {
        return new Servers(jdbc);
    }

    Lateness lateness() {
        return new Lateness(historyStore(), states());
    }

    Firing firing() {
        return firing;
    }

    void company(String id) {
        var _ = companies.add(CONTEXT, new CompanyId(id), id, new Region("US"));
    }

    /** As if the newest order had begun another run. */
    void accept(long run) {
        newest.accept(run);
    }

    void tag(String id, String tag) {
        companies.tag(CONTEXT, new CompanyId(id), tag);
    }

    CountDownLatch block() {
        gate = new CountDownLatch(1);
        return gate;
    }

    void outcome(Function<Order, Outcome> of) {
        outcome = of;
    }

    CompletableFuture<Void> fire(Schedule row, Instant due) {
        return CompletableFuture.runAsync(
                () -> firing.fire(row, due, Cause.CRON, Optional.empty()),
                task -> Thread.ofPlatform().daemon().start(task));
    }

    void fireFor(Schedule row, Instant due, CompanyId company) {
        firing.fire(row, due, Cause.MANUAL, Optional.of(company));
    }

    /** Oldest first. */
    List<HistoryRow> history(String schedule) {
        return historyStore().newest(Optional.of(schedule), 1000).reversed();
    }

    List<Event> events(String schedule) {
        return history(schedule).stream().map(HistoryRow::event).toList();
    }

    List<String> alerts() {
        return List.copyOf(alerts);
    }

    @Nullable Severity severity(String code) {
        return severities.get(code);
    }

    List<String> orders() {
        return List.copyOf(orders);
    }

    List<Long> stopped() {
        return List.copyOf(stopped);
    }

    long launched() {
        return launched.get();
    }

    void awaitEvents(String schedule, Event event, int times) throws InterruptedException {
        await(() -> events(schedule).stream().filter(event::equals).count() >= times);
    }

    void awaitLaunches(int times) throws InterruptedException {
        await(() -> launched() >= times);
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        for (int tries = 0; !condition.getAsBoolean(); tries++) {
            if (tries == 1_200 || never.await(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not happen within a minute");
            }
        }
    }

    @Override
    public void close() {
        gate.countDown();
        timer.shutdownNow();
        leases.shutdownNow();
        redis.close();
        mongo.close();
        store.close();
    }
}
