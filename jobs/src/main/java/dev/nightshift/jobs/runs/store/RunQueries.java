package dev.nightshift.jobs.runs.store;

import dev.nightshift.platform.runs.RunState;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks at the table {@code ns_run}; changes nothing, and says nothing about runs that died unseen.
 * Thread-safe.
 */
public final class RunQueries {
    private static final String SELECT =
            "SELECT r.*, CASE WHEN lease_until < CURRENT_TIMESTAMP THEN 1 ELSE 0 END AS lapsed,"
                    + " CURRENT_TIMESTAMP AS read_at FROM ns_run r ";
    private static final List<String> ACTIVE =
            List.of(RunState.values()).stream().filter(RunState::isActive).map(Enum::name).toList();

    private static final RowMapper<Long> ID = (row, number) -> row.getLong(1);

    private final JdbcClient jdbc;

    /** The table in a store. */
    public RunQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One run; empty when there is none of that number. */
    public Optional<StoredRun> find(long runId) {
        return jdbc.sql(SELECT + "WHERE run_id = :id")
                .param("id", runId)
                .query(StoredRunMapper.INSTANCE)
                .optional();
    }

    /** The run that is not over among those of an instance. */
    public OptionalLong active(String activeKey) {
        return jdbc.sql("SELECT run_id FROM ns_run WHERE active_key = :key")
                .param("key", activeKey)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** The newest run of an instance. */
    public Optional<StoredRun> newest(String job, String instanceKey) {
        return jdbc.sql(
                        SELECT
                                + "WHERE job = :job AND instance_key = :instance"
                                + " ORDER BY run_id DESC LIMIT 1")
                .param("job", job)
                .param("instance", instanceKey)
                .query(StoredRunMapper.INSTANCE)
                .optional();
    }

    /** Every run that a process holds, or held until it died. */
    public List<StoredRun> held() {
        return jdbc.sql(SELECT + "WHERE lease_until IS NOT NULL AND state IN (:active)")
                .param("active", ACTIVE)
                .query(StoredRunMapper.INSTANCE)
                .list();
    }

    /**
     * Runs that nobody took from their process, and that no later run of the same work replaced:
     * its process died, or it was told to end while it went on with them by itself. Oldest first.
     *
     * @param lately how long ago they may have ended
     * @param deaths how often their process may have died
     * @param system what the names begin with under which a process goes on with runs by itself
     * @param others the same for those that go on with their runs themselves
     */
    public List<RunRow> left(Duration lately, int deaths, String system, String others) {
        return jdbc
                .sql(
                        SELECT
                                + "WHERE ((state = 'FAILED' AND state_reason = :died AND"
                                + " failure_code = 'RUN_DIED' AND deaths <= :deaths) OR (state ="
                                + " 'STOPPED' AND state_reason = :ended AND started_by LIKE"
                                + " :system)) AND started_by NOT LIKE :others AND ended_at > "
                                + ago(lately)
                                + " AND NOT EXISTS (SELECT 1 FROM ns_run n WHERE n.job = r.job AND"
                                + " n.instance_key = r.instance_key AND n.run_id > r.run_id) ORDER"
                                + " BY run_id")
                .param("died", RunEnd.DIED)
                .param("ended", RunEnd.PROCESS_ENDED)
                .param("deaths", deaths)
                .param("system", system + "%")
                .param("others", others + "%")
                .query(StoredRunMapper.INSTANCE)
                .list()
                .stream()
                .map(StoredRun::row)
                .toList();
    }

    /** Runs by a filter, newest first. */
    public List<RunRow> list(RunFilter filter) {
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        if (filter.company() != null) {
            where.append(" AND company_id = :company");
        }
        if (filter.job() != null) {
            where.append(" AND job = :job");
        }
        if (filter.state() != null) {
            where.append(" AND state = :state");
        }
        return jdbc
                .sql(SELECT + where + " ORDER BY run_id DESC LIMIT :limit")
                .param("company", filter.company() == null ? null : filter.company().value())
                .param("job", filter.job())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("limit", filter.limit())
                .query(StoredRunMapper.INSTANCE)
                .list()
                .stream()
                .map(StoredRun::row)
                .toList();
    }

    /** How many runs of each job are in each state. */
    public List<Tally> tallies() {
        return jdbc.sql("SELECT job, state, COUNT(*) AS runs FROM ns_run GROUP BY job, state")
                .query(
                        (row, number) ->
                                new Tally(
                                        Objects.requireNonNull(row.getString(1)),
                                        RunState.valueOf(row.getString(2)),
                                        row.getLong(3)))
                .list();
    }

    /** How many runs of a job are in a state. */
    public record Tally(String job, RunState state, long runs) {}

    /** Runs that rest for longer than asked, oldest first. */
    public List<Long> ended(Duration olderThan, Duration failedOlderThan, int limit) {
        return jdbc.sql(
                        "SELECT run_id FROM ns_run WHERE "
                                + endedFor(olderThan, failedOlderThan)
                                + " ORDER BY run_id LIMIT :limit")
                .param("limit", limit)
                .query(ID)
                .list();
    }

    /** A company's runs that rest for longer than asked, oldest first. */
    public List<Long> ended(
            String company, Duration olderThan, Duration failedOlderThan, int limit) {
        return jdbc.sql(
                        "SELECT run_id FROM ns_run WHERE company_id = :company AND "
                                + endedFor(olderThan, failedOlderThan)
                                + " ORDER BY run_id LIMIT :limit")
                .param("company", company)
                .param("limit", limit)
                .query(ID)
                .list();
    }

    /** How many of a company's runs rest for longer than asked. */
    public long countEnded(String company, Duration olderThan, Duration failedOlderThan) {
        return jdbc.sql(
                        "SELECT COUNT(*) FROM ns_run WHERE company_id = :company AND "
                                + endedFor(olderThan, failedOlderThan))
                .param("company", company)
                .query(Long.class)
                .single();
    }

    /** How many runs rest for longer than asked. */
    public long countEnded(Duration olderThan, Duration failedOlderThan) {
        return jdbc.sql("SELECT COUNT(*) FROM ns_run WHERE " + endedFor(olderThan, failedOlderThan))
                .query(Long.class)
                .single();
    }

    /** Those of some runs that still rest, locked until the transaction ends. */
    public List<Long> lockResting(List<Long> runIds) {
        return jdbc.sql(
                        "SELECT run_id FROM ns_run WHERE run_id IN (:ids) AND lease_owner IS NULL"
                                + " FOR UPDATE")
                .param("ids", runIds)
                .query(ID)
                .list();
    }

    /** The state of a run that {@code owner} holds; empty when it does not hold it any more. */
    public Optional<RunState> state(long runId, String owner) {
        return jdbc.sql("SELECT state FROM ns_run WHERE run_id = :id AND lease_owner = :owner")
                .param("id", runId)
                .param("owner", owner)
                .query(String.class)
                .optional()
                .map(RunState::valueOf);
    }

    /**
     * Who goes first among the runs that want the same thing to themselves: its holder, else the
     * oldest that waits; empty when {@code runId} may go.
     */
    public OptionalLong ahead(long runId, String exclusiveKey) {
        List<Long> ids =
                jdbc.sql(
                                "SELECT run_id FROM ns_run WHERE exclusive_held = :key"
                                        + " UNION ALL SELECT MIN(run_id) FROM ns_run"
                                        + " WHERE exclusive_key = :key AND state = 'QUEUED'"
                                        + " AND run_id < :id HAVING MIN(run_id) IS NOT NULL")
                        .param("key", exclusiveKey)
                        .param("id", runId)
                        .query(ID)
                        .list();
        return ids.isEmpty() ? OptionalLong.empty() : OptionalLong.of(ids.getFirst());
    }

    private static String endedFor(Duration olderThan, Duration failedOlderThan) {
        return "((state IN ('COMPLETED', 'STOPPED', 'ABANDONED') AND ended_at <= "
                + ago(olderThan)
                + ") OR (state = 'FAILED' AND ended_at <= "
                + ago(failedOlderThan)
                + "))";
    }

    private static String ago(Duration age) {
        return "CURRENT_TIMESTAMP - INTERVAL '%d' SECOND".formatted(age.toSeconds());
    }
}
