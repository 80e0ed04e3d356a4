package dev.nightshift.app.wiring;

import dev.nightshift.jobs.housekeeping.HousekeepingJob;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.schedules.history.ScheduleHistory;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What housekeeping removes, and after how many days unless its schedule says otherwise. */
final class Housekeeping {
    private Housekeeping() {}

    static Map<String, HousekeepingJob.Chore> chores(Supplier<Runs> runs) {
        Map<String, HousekeepingJob.Chore> chores = new LinkedHashMap<>();
        chores.put(
                "runs",
                asked ->
                        runs.get()
                                .registry()
                                .purge(
                                        days(asked, "runDays", 90),
                                        days(asked, "failedRunDays", 365),
                                        false));
        chores.put(
                "scheduleHistory",
                asked ->
                        new ScheduleHistory(JdbcClient.create(runs.get().store().dataSource()))
                                .purge(days(asked, "historyDays", 90)));
        return chores;
    }

    private static Duration days(Map<String, String> asked, String name, int otherwise) {
        String days = asked.get(name);
        return Duration.ofDays(days == null ? otherwise : Integer.parseInt(days));
    }
}
