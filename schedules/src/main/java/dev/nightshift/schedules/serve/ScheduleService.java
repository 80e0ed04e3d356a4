package dev.nightshift.schedules.serve;

import dev.nightshift.jobs.runs.takeup.Recovery;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.schedules.MisfireRule;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.fire.Firing;
import dev.nightshift.schedules.fire.Trouble;
import dev.nightshift.schedules.history.Cause;
import dev.nightshift.schedules.history.HistoryRow;
import dev.nightshift.schedules.history.Lateness;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleHistory.Entry;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.quartz.Due;
import dev.nightshift.schedules.quartz.NightScheduler;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.sql.DataSource;

/**
 * The scheduler of a process: the table in force, what was left by a process before, what is due,
 * what is late. Thread-safe.
 */
public final class ScheduleService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ScheduleService.class);

    /** How long the relational store may be away before a process that serves ends. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * What it stands on; the caller opens and closes it.
     *
     * @param shared whether several processes may serve over this store
     * @param file the table as it is in the file now
     * @param timer for short looks at the store
     * @param leases for signs of life and nothing that may wait
     * @param onLost called once when this process has to end, see {@link #loss}
     */
    public record Parts(
            DataSource store,
            boolean shared,
            Supplier<Schedules> file,
            ScheduleHistory history,
            ScheduleStates states,
            Servers servers,
            Firing firing,
            ScheduledExecutorService timer,
            ScheduledExecutorService leases,
            Runnable onLost,
            InstantSource clock) {}

    private final Parts parts;
    private volatile String server;
    private final NightScheduler scheduler;
    private final Lateness lateness;
    private volatile Schedules table;
    private volatile @Nullable NightshiftException loss;
    private volatile Instant aliveAt;

    private ScheduleService(Parts parts, String server, Schedules table) {
        this.parts = parts;
        this.server = server;
        this.table = table;
        this.aliveAt = parts.clock().instant();
        this.lateness = new Lateness(parts.history(), parts.states());
        this.scheduler =
                NightScheduler.on(parts.store(), parts.shared(), new Firings(), parts.clock());
    }

    /**
     * Enters this process as one that serves and brings the table into force; nothing is at work
     * before {@link #begin}.
     *
     * @throws NightshiftException BAD_SCHEDULES; ALREADY_RUNNING when another process serves and
     *     only one may
     */
    public static ScheduleService enter(Parts parts) {
        Schedules table = parts.file().get();
        String server = parts.servers().enter(!parts.shared());
        try {
            ScheduleService service = new ScheduleService(parts, server, table);
            var _ = service.apply(table);
            return service;
        } catch (RuntimeException failed) {
            parts.servers().leave(server);
            throw failed;
        }
    }

    /** Goes on with what was left, and runs what is due from now on. */
    public void begin() {
        goOn();
        scheduler.start();
        watch();
    }

    /** The table in force. */
    public Schedules table() {
        return table;
    }

    /**
     * Why this process has to end: another one took over because this one gave no sign of life for
     * too long, or the relational store did not answer for {@link #PATIENCE}. Empty while it
     * serves.
     */
    public Optional<NightshiftException> loss() {
        return Optional.ofNullable(loss);
    }

    /** Whether schedules are due in this process. */
    public boolean isRunning() {
        return loss == null && scheduler.isRunning();
    }

    private String apply(Schedules wanted) {
        NightScheduler.Applied applied = scheduler.apply(wanted);
        table = wanted;
        Instant now = parts.clock().instant();
        wanted.enabled().forEach(schedule -> parts.states().known(schedule.name(), now));
        parts.states().keep(wanted.rows().stream().map(Schedule::name).toList());
        log.atInfo()
                .addKeyValue("event", "schedules.applied")
                .log("{} changed, {} removed", applied.changed(), applied.removed());
        return "%d schedules; changed: %s; removed: %s"
                .formatted(
                        wanted.rows().size(), named(applied.changed()), named(applied.removed()));
    }

    private static String named(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private void goOn() {
        for (HistoryRow row : parts.firing().goOn(table)) {
            log.atInfo()
                    .addKeyValue("event", "schedule.goes_on")
                    .addKeyValue("schedule", row.schedule())
                    .log("Goes on with what was due at {}", row.due());
        }
    }

    private void watch() {
        every(parts.timer(), 2, this::reloadWhenAsked);
        every(parts.leases(), 8, this::live);
        every(parts.timer(), 30, this::lookForMissed);
        // Also what another process left, that died or was ended: as quickly as runs that people
        // launched.
        every(parts.timer(), (int) Recovery.EVERY.toSeconds(), this::goOn);
    }

    private static void every(ScheduledExecutorService timer, int seconds, Runnable look) {
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> {
                            try {
                                look.run();
                            } catch (RuntimeException away) {
                                log.atWarn().setCause(away).log("schedules.look_failed");
                            }
                        },
                        seconds,
                        seconds,
                        TimeUnit.SECONDS);
    }

    private void live() {
        if (loss != null) {
            return;
        }
        try {
            sign();
            aliveAt = parts.clock().instant();
        } catch (DataAccessException | NightshiftException away) {
            if (Duration.between(aliveAt, parts.clock().instant()).compareTo(PATIENCE) > 0) {
                lose(
                        new NightshiftException(
                                FailureCode.JDBC_UNAVAILABLE,
                                "The relational store did not answer for %d minutes: this process serves no more."
                                        .formatted(PATIENCE.toMinutes()),
                                "Check it with 'nightshift doctor', then start 'serve' again.",
                                away));
            }
            throw away;
        }
    }

    private void sign() {
        if (parts.servers().renew(server)) {
            return;
        }
        try {
            server = parts.servers().enter(!parts.shared());
            log.atWarn()
                    .addKeyValue("event", "schedules.entered_again")
                    .log("This process gave no sign of life for too long; it serves again");
        } catch (NightshiftException refused) {
            if (refused.code() != FailureCode.ALREADY_RUNNING) {
                throw refused;
            }
            lose(
                    new NightshiftException(
                            FailureCode.ALREADY_RUNNING,
                            "Another process serves these schedules: this one gave no sign of life"
                                    + " for too long, and ended.",
                            "Nothing is to be done while the other one serves.",
                            refused));
        }
    }

    private void lose(NightshiftException why) {
        loss = why;
        log.atError().addKeyValue("event", "schedules.lost").log(why.message());
        try {
            pause();
        } finally {
            parts.onLost().run();
        }
    }

    private void reloadWhenAsked() {
        parts.servers()
                .reloadWanted(server)
                .ifPresent(number -> parts.servers().reloaded(server, number, reload()));
    }

    private String reload() {
        Schedules wanted;
        try {
            wanted = parts.file().get();
        } catch (NightshiftException refused) {
            log.atError().setCause(refused).log("schedules.refused");
            return "refused, the schedules stay as they are: " + refused.message();
        }
        try {
            return apply(wanted);
        } catch (NightshiftException away) {
            log.atError().setCause(away).log("schedules.half_applied");
            return "refused half-way by the relational store, reload again: " + away.message();
        }
    }

    /** Records and tells what nobody ran until now, also what was due while nobody served. */
    void lookForMissed() {
        Instant now = parts.clock().instant();
        for (Schedule schedule : table.enabled()) {
            lateness.of(schedule, now).ifPresent(missed -> missed(schedule, missed));
        }
    }

    private void missed(Schedule schedule, Lateness.Missed missed) {
        String detail =
                missed.times() == 1
                        ? "due at %s, and nobody ran it".formatted(missed.last())
                        : "due %d times from %s to %s, and nobody ran it"
                                .formatted(missed.times(), missed.first(), missed.last());
        record(schedule, missed.last(), Trouble.MISSED, detail);
    }

    private void record(Schedule schedule, Instant due, Trouble trouble, String detail) {
        Entry entry = new Entry(schedule.name(), due, Cause.CRON, null);
        if (parts.history().record(entry, trouble.event(), detail)) {
            parts.firing().tell(schedule, Firing.context(schedule), trouble, "was " + detail);
        }
    }

    /** What Quartz tells. */
    private final class Firings implements Due {
        @Override
        public void due(String name, Instant at) {
            table.find(name).ifPresent(schedule -> parts.firing().fireAside(schedule, at));
        }

        @Override
        public boolean misfired(String name, Instant firstMissed) {
            Optional<Schedule> known = table.find(name);
            Optional<ScheduleStates.State> state = parts.states().find(name);
            if (known.isEmpty() || state.filter(ScheduleStates.State::isPaused).isPresent()) {
                return true;
            }
            Instant since = state.map(ScheduleStates.State::since).orElse(firstMissed);
            Instant before = firstMissed.minusMillis(1);
            Optional<Lateness.Missed> missed =
                    Lateness.between(
                            known.get(),
                            since.isAfter(before) ? since : before,
                            parts.clock().instant());
            missed.ifPresent(times -> missedOrLate(known.get(), times));
            // What went by while it was paused is not made up for.
            return missed.isPresent();
        }

        private void missedOrLate(Schedule schedule, Lateness.Missed missed) {
            if (schedule.misfire() == MisfireRule.SKIP) {
                missed(schedule, missed);
                return;
            }
            int others = missed.times() - 1;
            record(
                    schedule,
                    missed.last(),
                    Trouble.MISFIRED,
                    "due at %s and not run then; runs now%s"
                            .formatted(
                                    missed.last(),
                                    others == 0
                                            ? ""
                                            : "; %d earlier times since %s never ran"
                                                    .formatted(others, missed.first())));
            if (others > 0) {
                record(
                        schedule,
                        missed.first(),
                        Trouble.MISSED,
                        "due %d times from %s on, and nobody ran it"
                                .formatted(others, missed.first()));
            }
        }
    }

    /** Nothing begins any more; what is at work goes on until it is stopped. */
    public void pause() {
        parts.firing().end();
        scheduler.pause();
    }

    /** Whether something that was due is at work here. */
    public boolean isAtWork() {
        return parts.firing().isAtWork();
    }

    @Override
    public void close() {
        scheduler.close();
        try {
            parts.servers().leave(server);
        } catch (DataAccessException away) {
            log.atWarn().setCause(away).log("schedules.lease_lapses");
        }
    }
}
