package dev.nightshift.schedules.history;

import dev.nightshift.jobs.runs.LeaseTerms;
import dev.nightshift.jobs.runs.store.ProcessIdentity;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes and reads {@code ns_schedule_history}. What may be at work once only is claimed by a row's
 * unique key, so that it holds across processes. Thread-safe.
 */
public final class ScheduleHistory {
    /** How long a sign of life holds: as long as that of a run, so that both are found alike. */
    public static final Duration LEASE = LeaseTerms.DEFAULT.lease();

    static final String LEASE_END =
            "CURRENT_TIMESTAMP + INTERVAL '%d' SECOND".formatted(LEASE.toSeconds());
    private static final Duration REST = Duration.ofSeconds(30);
    private static final String ENDED =
            "event IN ('COMPLETED', 'FAILED', 'LOST', 'MISSED') AND (cause = 'CRON' OR company_id"
                    + " IS NULL)";
    static final String SELECT =
            "SELECT h.*, CASE WHEN lease_until < CURRENT_TIMESTAMP THEN 1 ELSE 0 END AS lapsed"
                    + " FROM ns_schedule_history h ";

    private final JdbcClient jdbc;
    private final String process = ProcessIdentity.current().format();

    /** Over an open store. */
    public ScheduleHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What is to be written down.
     *
     * @param company null for the schedule as a whole
     */
    public record Entry(String schedule, Instant due, Cause cause, @Nullable String company) {
        /** At work once only: the schedule, or one company of it. */
        String activeKey() {
            return company == null ? schedule : schedule + "/" + company;
        }

        /** A time comes once; what people ask for comes as often as they ask. */
        @Nullable String onceKey() {
            return cause == Cause.MANUAL
                    ? null
                    : "%s@%d".formatted(activeKey(), due.toEpochMilli());
        }
    }

    /** Why nothing was claimed. */
    public enum Refusal {
        /** This time was taken up before. */
        REPEATED,
        /** Another row is at work, or waits already. */
        BUSY
    }

    /**
     * Enters a row that works from now on, or waits to.
     *
     * @param waiting whether it waits behind the one that is at work
     * @return empty when the key is taken, see {@link #refusal}
     */
    public Optional<Hold> claim(Entry entry, boolean waiting) {
        try {
            return Optional.of(
                    insert(
                            entry,
                            waiting ? Event.QUEUED : Event.RUNNING,
                            waiting ? entry.activeKey() + "/next" : entry.activeKey(),
                            entry.onceKey(),
                            "",
                            true));
        } catch (DuplicateKeyException taken) {
            return Optional.empty();
        }
    }

    /**
     * Enters a row for each of these companies, all at once: each waits for its turn, and no other
     * row works for its company meanwhile.
     *
     * @return by company; where one is missing its key is taken, see {@link #refusal}
     */
    public Map<String, Hold> claimEach(Entry time, List<String> companies) {
        return new CompanyClaims(jdbc, process).claim(time, companies);
    }

    /** Why a claim was refused just now. */
    public Refusal refusal(Entry entry) {
        String once = entry.onceKey();
        return once != null
                        && jdbc.sql("SELECT COUNT(*) FROM ns_schedule_history WHERE once_key = :k")
                                        .param("k", once)
                                        .query(Long.class)
                                        .single()
                                > 0
                ? Refusal.REPEATED
                : Refusal.BUSY;
    }

    /** Whether nobody took the row up since. */
    public boolean holds(Hold hold) {
        return jdbc.sql(
                                "SELECT COUNT(*) FROM ns_schedule_history WHERE id = :id AND turn ="
                                        + " :turn AND event IN ('QUEUED', 'RUNNING')")
                        .param("id", hold.id())
                        .param("turn", hold.turn())
                        .query(Long.class)
                        .single()
                == 1;
    }

    /**
     * Lets a waiting row begin; false while another one is at work, when it waits no more, or when
     * another process took it up.
     */
    public boolean begin(Hold hold, Entry entry) {
        try {
            return jdbc.sql(
                                    "UPDATE ns_schedule_history SET event = 'RUNNING', active_key ="
                                            + " :key, recorded_at = CASE WHEN run_id IS NULL THEN"
                                            + " CURRENT_TIMESTAMP ELSE recorded_at END WHERE id ="
                                            + " :id AND turn = :turn AND event = 'QUEUED'")
                            .param("key", entry.activeKey())
                            .param("id", hold.id())
                            .param("turn", hold.turn())
                            .update()
                    == 1;
        } catch (DuplicateKeyException busy) {
            return false;
        }
    }

    /**
     * Takes a row up again that was stopped or lost, to {@link #begin} when its turn has come;
     * empty when another process was faster.
     */
    public Optional<Hold> takeUp(HistoryRow row) {
        Hold hold = new Hold(row.id(), row.turn() + 1);
        Entry entry = new Entry(row.schedule(), row.due(), row.cause(), row.companyId());
        try {
            int taken =
                    jdbc.sql(
                                    "UPDATE ns_schedule_history SET event = 'QUEUED', active_key ="
                                            + " :key, ended_at = NULL, process = :process, turn ="
                                            + " :turn, lease_until = "
                                            + LEASE_END
                                            + " WHERE id = :id AND turn = :seen AND event IN"
                                            + " ('STOPPED', 'LOST')")
                            .param("key", entry.activeKey())
                            .param("process", process)
                            .param("turn", hold.turn())
                            .param("id", hold.id())
                            .param("seen", row.turn())
                            .update();
            return taken == 1 ? Optional.of(hold) : Optional.empty();
        } catch (DuplicateKeyException busy) {
            return Optional.empty();
        }
    }

    /** Says where a row is. */
    public void at(
            Hold hold, @Nullable String company, @Nullable Long runId, int runs, int failed) {
        jdbc.sql(
                        "UPDATE ns_schedule_history SET at_company = :company, run_id ="
                                + " COALESCE(:run, run_id), runs = :runs, failed = :failed WHERE"
                                + " id = :id AND turn = :turn")
                .param("company", company)
                .param("run", runId)
                .param("runs", runs)
                .param("failed", failed)
                .param("id", hold.id())
                .param("turn", hold.turn())
                .update();
    }

    /** Ends a row; false when it was taken from its holder, who has no say about it any more. */
    public boolean end(Hold hold, Event event, String detail) {
        return jdbc.sql(
                                "UPDATE ns_schedule_history SET event = :event, detail = :detail,"
                                        + " ended_at = CURRENT_TIMESTAMP, active_key = NULL,"
                                        + " lease_until = NULL WHERE id = :id AND turn = :turn AND"
                                        + " event IN ('QUEUED', 'RUNNING')")
                        .param("event", event.name())
                        .param("detail", cut(detail))
                        .param("id", hold.id())
                        .param("turn", hold.turn())
                        .update()
                == 1;
    }

    /** Writes down what happened at a moment; false when that was written down before. */
    public boolean record(Entry entry, Event event, String detail) {
        try {
            String once = entry.onceKey();
            insert(entry, event, null, once == null ? null : once + "/" + event, detail, false);
            return true;
        } catch (DuplicateKeyException known) {
            return false;
        }
    }

    private Hold insert(
            Entry entry,
            Event event,
            @Nullable String activeKey,
            @Nullable String onceKey,
            String detail,
            boolean lives) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql(
                        "INSERT INTO ns_schedule_history (schedule, due, cause, event, company_id,"
                                + " recorded_at, ended_at, runs, failed, detail, active_key,"
                                + " once_key, process, lease_until) VALUES (:schedule, :due,"
                                + " :cause, :event, :company, CURRENT_TIMESTAMP, "
                                + (lives ? "NULL" : "CURRENT_TIMESTAMP")
                                + ", 0, 0, :detail, :active, :once, :process, "
                                + (lives ? LEASE_END : "NULL")
                                + ")")
                .param("schedule", entry.schedule())
                .param("due", entry.due().atOffset(ZoneOffset.UTC))
                .param("cause", entry.cause().name())
                .param("event", event.name())
                .param("company", entry.company())
                .param("detail", cut(detail))
                .param("active", activeKey)
                .param("once", onceKey)
                .param("process", process)
                .update(id, "id");
        return Hold.first(Objects.requireNonNull(id.getKey()).longValue());
    }

    /** A sign of life for rows that this process works on. */
    public void renew(Set<Hold> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql(
                        "UPDATE ns_schedule_history SET lease_until = "
                                + LEASE_END
                                + " WHERE (id, turn) IN (:rows) AND event IN ('QUEUED',"
                                + " 'RUNNING')")
                .param(
                        "rows",
                        rows.stream().map(row -> new Object[] {row.id(), row.turn()}).toList())
                .update();
    }

    /** Marks the rows whose process died; those that were marked here are LOST now. */
    public List<HistoryRow> bury() {
        return new LapsedRows(jdbc).bury();
    }

    /**
     * The newest row of each schedule that goes on when a process serves, oldest first. One that
     * was lost because a store was away rests for a moment: it would be lost again.
     */
    public List<HistoryRow> toGoOn() {
        return jdbc.sql(
                        SELECT
                                + "WHERE event IN ('STOPPED', 'LOST') AND (event = 'STOPPED' OR"
                                + " detail"
                                + " = :gone OR ended_at < CURRENT_TIMESTAMP - INTERVAL '%d' SECOND)"
                                        .formatted(REST.toSeconds())
                                + " AND NOT EXISTS (SELECT 1 FROM ns_schedule_history n WHERE"
                                + " n.schedule = h.schedule AND n.id > h.id AND"
                                + " COALESCE(n.company_id, '') = COALESCE(h.company_id, '') AND"
                                + " n.event IN ('COMPLETED', 'FAILED', 'STOPPED', 'LOST',"
                                + " 'RUNNING')) ORDER BY id")
                .param("gone", LapsedRows.GONE)
                .query(HistoryMapper.INSTANCE)
                .list();
    }

    /** The newest rows, of one schedule or of all. */
    public List<HistoryRow> newest(Optional<String> schedule, int limit) {
        return jdbc.sql(
                        SELECT
                                + (schedule.isPresent() ? "WHERE schedule = :schedule " : "")
                                + "ORDER BY id DESC LIMIT :limit")
                .param("schedule", schedule.orElse(null))
                .param("limit", limit)
                .query(HistoryMapper.INSTANCE)
                .list();
    }

    /** What became of a schedule at one moment, oldest first. */
    public List<HistoryRow> at(String schedule, Instant due) {
        return jdbc.sql(SELECT + "WHERE schedule = :schedule AND due = :due ORDER BY id")
                .param("schedule", schedule)
                .param("due", due.atOffset(ZoneOffset.UTC))
                .query(HistoryMapper.INSTANCE)
                .list();
    }

    /** The newest row of a schedule that came of its being due. */
    public Optional<HistoryRow> lastDue(String schedule) {
        return jdbc.sql(
                        SELECT
                                + "WHERE schedule = :schedule AND cause = 'CRON' ORDER BY due DESC,"
                                + " id DESC LIMIT 1")
                .param("schedule", schedule)
                .query(HistoryMapper.INSTANCE)
                .optional();
    }

    /**
     * What became of the newest time that came to an end, as a whole or company by company; what
     * people asked for counts when it was for all. Empty before the first.
     */
    public List<HistoryRow> lastEnd(String schedule) {
        return jdbc.sql(
                        SELECT
                                + "WHERE schedule = :schedule AND "
                                + ENDED
                                + " AND due = (SELECT MAX(due) FROM ns_schedule_history WHERE"
                                + " schedule = :schedule AND "
                                + ENDED
                                + ") ORDER BY id")
                .param("schedule", schedule)
                .query(HistoryMapper.INSTANCE)
                .list();
    }

    /** What is at work of a schedule, oldest first. */
    public List<HistoryRow> atWork(String schedule) {
        return jdbc.sql(SELECT + "WHERE schedule = :schedule AND event = 'RUNNING' ORDER BY id")
                .param("schedule", schedule)
                .query(HistoryMapper.INSTANCE)
                .list();
    }

    /** How often each thing happened in the last so many hours, by schedule and event. */
    public List<Tally> tallies(Duration lately) {
        return jdbc.sql(
                        "SELECT schedule, event, COUNT(*) AS times FROM ns_schedule_history WHERE"
                                + " recorded_at > CURRENT_TIMESTAMP - INTERVAL '%d' SECOND GROUP BY schedule, event"
                                        .formatted(lately.toSeconds()))
                .query(
                        (row, number) ->
                                new Tally(
                                        Objects.requireNonNull(row.getString(1)),
                                        Event.valueOf(row.getString(2)),
                                        row.getLong(3)))
                .list();
    }

    /** How often something happened to a schedule. */
    public record Tally(String schedule, Event event, long times) {}

    /** The newest time of a schedule, as a whole, that came to one of these events. */
    public Optional<Instant> newest(String schedule, Set<Event> events) {
        return jdbc.sql(
                        SELECT
                                + "WHERE schedule = :schedule AND event IN (:events) AND (cause ="
                                + " 'CRON' OR company_id IS NULL) ORDER BY due DESC LIMIT 1")
                .param("schedule", schedule)
                .param("events", events.stream().map(Enum::name).toList())
                .query(HistoryMapper.INSTANCE)
                .optional()
                .map(HistoryRow::due);
    }

    /**
     * Removes what is older than that. What is at work stays, and so do the newest time at which a
     * schedule was due, and the newest that was done: without them the one would count as missed,
     * and the schedule as silent.
     */
    public long purge(Duration olderThan) {
        return new OldRows(jdbc).purge(olderThan);
    }

    private static String cut(String text) {
        return text.length() <= 1000 ? text : text.substring(0, 999) + "…";
    }
}
