package dev.nightshift.schedules.history;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * One thing that happened to a schedule.
 *
 * @param due when it was to run
 * @param companyId set when this is about one company of it
 * @param recordedAt when it began, or was written down
 * @param endedAt null while it is at work
 * @param atCompany the company it works, or worked last, for
 * @param runId its newest run; null when there was none
 * @param runs how many companies or files it worked through
 * @param failed how many of them failed
 * @param detail for people; empty when the event says it all
 * @param turn how many processes have had it
 */
public record HistoryRow(
        long id,
        String schedule,
        Instant due,
        Cause cause,
        Event event,
        @Nullable String companyId,
        Instant recordedAt,
        @Nullable Instant endedAt,
        @Nullable String atCompany,
        @Nullable Long runId,
        int runs,
        int failed,
        String detail,
        int turn) {}
