package dev.nightshift.schedules.quartz;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.schedules.MisfireRule;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.history.Lateness;

import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.utils.DBConnectionManager;

import java.text.ParseException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;

import javax.sql.DataSource;

/**
 * Quartz with its triggers in the relational store. What was due while nobody served is told to the
 * {@link Due}; what is in the store and not in the table is removed. Thread-safe.
 */
public final class NightScheduler implements AutoCloseable {
    /** In the store; every process of an installation uses the same. */
    static final String NAME = "nightshift";

    private static final String GROUP = "schedules";

    /** They hand over what is due; none is ever at work for long. */
    private static final int THREADS = 2;

    private final Scheduler quartz;
    private final InstantSource clock;

    /**
     * How a table was brought into force.
     *
     * @param changed schedules whose next time was worked out anew, new ones included
     * @param removed schedules that are in force no more
     */
    public record Applied(List<String> changed, List<String> removed) {
        public Applied {
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }
    }

    private NightScheduler(Scheduler quartz, InstantSource clock) {
        this.quartz = quartz;
        this.clock = clock;
    }

    /**
     * Makes it; nothing is due before {@link #start}.
     *
     * @param clustered whether several processes share the store's schedules
     * @param due told of each time that is due
     * @throws NightshiftException JDBC_UNAVAILABLE
     */
    public static NightScheduler on(
            DataSource store, boolean clustered, Due due, InstantSource clock) {
        String source = "nightshift-" + UUID.randomUUID();
        DBConnectionManager.getInstance()
                .addConnectionProvider(source, new BorrowedConnections(store));
        return asking(
                () -> {
                    Scheduler quartz =
                            new StdSchedulerFactory(properties(source, clustered)).getScheduler();
                    // Else whoever asks next in this process gets the same one, for its own store.
                    SchedulerRepository.getInstance().remove(NAME);
                    quartz.setJobFactory((bundle, any) -> new DueJob(due));
                    quartz.getListenerManager().addTriggerListener(new MisfireListener(due));
                    return new NightScheduler(quartz, clock);
                });
    }

    private static Properties properties(String source, boolean clustered) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", NAME);
        properties.setProperty(
                "org.quartz.scheduler.instanceId", clustered ? "AUTO" : "NON_CLUSTERED");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        String store = "org.quartz.jobStore.";
        properties.setProperty(store + "class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        // Reads blobs as bytes, which H2 does as well.
        properties.setProperty(
                store + "driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty(
                store + "driverDelegateInitString",
                "triggerPersistenceDelegateClasses=" + NightTriggerDelegate.class.getName());
        properties.setProperty(store + "useProperties", "true");
        properties.setProperty(store + "dataSource", source);
        properties.setProperty(store + "isClustered", Boolean.toString(clustered));
        // What a process that ended had acquired is free for the others after about 10 seconds.
        properties.setProperty(store + "clusterCheckinInterval", "2000");
        properties.setProperty(store + "misfireThreshold", "60000");
        // Without it a trigger may fire twice: two threads acquire it at the same moment.
        properties.setProperty(store + "acquireTriggersWithinLock", "true");
        return properties;
    }

    /** Brings a table into force: adds, changes and removes; what is as it was keeps its state. */
    public Applied apply(Schedules table) {
        return asking(() -> applied(table));
    }

    private Applied applied(Schedules table) throws SchedulerException {
        List<String> changed = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        Set<JobKey> orphans = quartz.getJobKeys(GroupMatcher.jobGroupEquals(GROUP));
        for (Schedule schedule : table.enabled()) {
            JobKey key = new JobKey(schedule.name(), GROUP);
            Trigger before = quartz.getTrigger(new TriggerKey(schedule.name(), GROUP));
            boolean isNew = before == null || !schedule.timing().equals(before.getDescription());
            // Quartz refuses what is never due again, and has forgotten it after its last time.
            if (isNew && Lateness.times(schedule).after(clock.instant()).isEmpty()) {
                continue;
            }
            orphans.remove(key);
            if (isNew) {
                JobDetail job = JobBuilder.newJob(DueJob.class).withIdentity(key).build();
                quartz.scheduleJob(job, Set.of(trigger(schedule)), true);
                changed.add(schedule.name());
            }
        }
        for (JobKey orphan : orphans) {
            quartz.deleteJob(orphan);
            removed.add(orphan.getName());
        }
        return new Applied(changed, removed);
    }

    private Trigger trigger(Schedule schedule) {
        try {
            NightTrigger trigger =
                    NightTrigger.of(schedule.cron(), TimeZone.getTimeZone(schedule.zone()));
            trigger.setKey(new TriggerKey(schedule.name(), GROUP));
            trigger.setJobKey(new JobKey(schedule.name(), GROUP));
            trigger.setDescription(schedule.timing());
            trigger.setStartTime(Date.from(clock.instant()));
            trigger.setMisfireInstruction(
                    schedule.misfire() == MisfireRule.RUN_ONCE
                            ? CronTrigger.MISFIRE_INSTRUCTION_FIRE_ONCE_NOW
                            : CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING);
            return trigger;
        } catch (ParseException impossible) {
            throw new IllegalStateException(schedule.place(), impossible);
        }
    }

    /** Begins: from now on schedules are due. */
    public void start() {
        asking(
                () -> {
                    quartz.start();
                    return true;
                });
    }

    /** Whether schedules are due. */
    public boolean isRunning() {
        try {
            return quartz.isStarted() && !quartz.isInStandbyMode() && !quartz.isShutdown();
        } catch (SchedulerException unreadable) {
            return false;
        }
    }

    /** Nothing is due any more; what is at work goes on. */
    public void pause() {
        asking(
                () -> {
                    quartz.standby();
                    return true;
                });
    }

    /** Ends without waiting for what is at work. */
    @Override
    public void close() {
        asking(
                () -> {
                    quartz.shutdown(false);
                    return true;
                });
    }

    private interface Asked<T> {
        T ask() throws SchedulerException;
    }

    private static <T> T asking(Asked<T> work) {
        try {
            return work.ask();
        } catch (SchedulerException failed) {
            throw new NightshiftException(
                    FailureCode.JDBC_UNAVAILABLE,
                    "The schedules in the relational store cannot be read or changed.",
                    "Check NIGHTSHIFT_JDBC_URL, or run 'nightshift doctor'.",
                    failed);
        }
    }
}
