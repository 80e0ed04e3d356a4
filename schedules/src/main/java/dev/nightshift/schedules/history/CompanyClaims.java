package dev.nightshift.schedules.history;

import dev.nightshift.schedules.history.ScheduleHistory.Entry;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Enters a row for each company of one time, in one statement: all of them are there before the
 * first is at work, so that none is forgotten when the process dies. Thread-safe.
 */
final class CompanyClaims {
    private static final int TRIES = 10;

    private final JdbcClient jdbc;
    private final String process;

    CompanyClaims(JdbcClient jdbc, String process) {
        this.jdbc = jdbc;
        this.process = process;
    }

    /** Their rows by company; one whose key is taken is left out. */
    Map<String, Hold> claim(Entry time, List<String> companies) {
        if (companies.isEmpty()) {
            return Map.of();
        }
        for (int tries = 1; ; tries++) {
            try {
                return insert(time, companies);
            } catch (DuplicateKeyException raced) {
                // Another process entered one of them at the same moment.
                if (tries == TRIES) {
                    throw raced;
                }
            }
        }
    }

    private Map<String, Hold> insert(Entry time, List<String> companies) {
        Map<String, Object> values = new HashMap<>();
        values.put("schedule", time.schedule());
        values.put("due", time.due().atOffset(ZoneOffset.UTC));
        values.put("cause", time.cause().name());
        values.put("process", process);
        for (int i = 0; i < companies.size(); i++) {
            Entry own = new Entry(time.schedule(), time.due(), time.cause(), companies.get(i));
            values.put("c" + i, own.company());
            values.put("a" + i, own.activeKey());
            values.put("o" + i, own.onceKey());
        }
        String rows =
                IntStream.range(0, companies.size())
                        .mapToObj(
                                i ->
                                        "(%1$d, CAST(:c%1$d AS VARCHAR(64)), CAST(:a%1$d AS VARCHAR(130)), CAST(:o%1$d AS VARCHAR(200)))"
                                                .formatted(i))
                        .collect(Collectors.joining(", "));
        GeneratedKeyHolder keys = new GeneratedKeyHolder();
        jdbc.sql(
                        "INSERT INTO ns_schedule_history (schedule, due, cause, event, company_id,"
                                + " recorded_at, runs, failed, detail, active_key, once_key,"
                                + " process, lease_until) SELECT CAST(:schedule AS VARCHAR(60)),"
                                + " CAST(:due AS TIMESTAMP WITH TIME ZONE), CAST(:cause AS"
                                + " VARCHAR(10)), 'QUEUED', v.c, CURRENT_TIMESTAMP, 0, 0, '', v.a,"
                                + " v.o, CAST(:process AS VARCHAR(200)), "
                                + ScheduleHistory.LEASE_END
                                + " FROM (VALUES "
                                + rows
                                + ") AS v(n, c, a, o) WHERE NOT EXISTS (SELECT 1 FROM"
                                + " ns_schedule_history h WHERE h.active_key = v.a) AND NOT EXISTS"
                                + " (SELECT 1 FROM ns_schedule_history h WHERE h.once_key = v.o)"
                                + " ORDER BY v.n")
                .params(values)
                .update(keys, "id", "company_id");
        Map<String, Hold> claimed = new TreeMap<>();
        for (Map<String, Object> key : keys.getKeyList()) {
            claimed.put(
                    Objects.requireNonNull(key.get("company_id")).toString(),
                    Hold.first(((Number) Objects.requireNonNull(key.get("id"))).longValue()));
        }
        return claimed;
    }
}
