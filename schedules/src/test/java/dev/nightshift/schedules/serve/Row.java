package dev.nightshift.schedules.serve;

import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.schedules.MisfireRule;
import dev.nightshift.schedules.OverlapRule;
import dev.nightshift.schedules.OverrunRule;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Selection;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/** A schedule in the making. */
record Row(
        String name,
        String cron,
        ScheduledJob job,
        Selection companies,
        MisfireRule misfire,
        OverlapRule overlap,
        Duration longest,
        OverrunRule overrun,
        boolean enabled) {
    /** For all companies, run once when missed, skipped when an earlier time is at work. */
    static Row aRow(String name, String cron) {
        return new Row(
                name,
                cron,
                ScheduledJob.RETENTION,
                new Selection.All(),
                MisfireRule.RUN_ONCE,
                OverlapRule.SKIP,
                Duration.ofHours(1),
                OverrunRule.TELL,
                true);
    }

    Row of(ScheduledJob other) {
        return new Row(name, cron, other, companies, misfire, overlap, longest, overrun, enabled);
    }

    Row tagged(String tag) {
        Selection some = new Selection.Tagged(tag);
        return new Row(name, cron, job, some, misfire, overlap, longest, overrun, enabled);
    }

    Row onlyFor(CompanyId company) {
        Selection one = new Selection.One(company);
        return new Row(name, cron, job, one, misfire, overlap, longest, overrun, enabled);
    }

    Row skipsMisfires() {
        MisfireRule skip = MisfireRule.SKIP;
        return new Row(name, cron, job, companies, skip, overlap, longest, overrun, enabled);
    }

    Row queues() {
        return overlap(OverlapRule.QUEUE);
    }

    Row onePerCompany() {
        return overlap(OverlapRule.ONE_PER_COMPANY);
    }

    private Row overlap(OverlapRule rule) {
        return new Row(name, cron, job, companies, misfire, rule, longest, overrun, enabled);
    }

    Row longest(Duration most) {
        return new Row(name, cron, job, companies, misfire, overlap, most, overrun, enabled);
    }

    Row stops() {
        OverrunRule stop = OverrunRule.STOP;
        return new Row(name, cron, job, companies, misfire, overlap, longest, stop, enabled);
    }

    Row disabled() {
        return new Row(name, cron, job, companies, misfire, overlap, longest, overrun, false);
    }

    Schedule build() {
        return new Schedule(
                name,
                cron,
                ZoneId.of("UTC"),
                job,
                Map.of(),
                companies,
                misfire,
                overlap,
                longest,
                overrun,
                Duration.ofMinutes(5),
                "tester",
                enabled,
                "test");
    }
}
