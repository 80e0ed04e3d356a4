package dev.nightshift.jobs.runs.store;

import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.runs.RunTransitions;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Changes the table {@code ns_run}. Every change of a state is a compare and set along an edge of
 * {@link RunTransitions}; each method is one statement of its own unless the caller has a
 * transaction. Thread-safe.
 */
public final class RunTable {
    /** How the reason of a pause begins that a person asked for. */
    public static final String PAUSED_BY = "paused by ";

    private final JdbcClient jdbc;
    private final String leaseSeconds;

    /**
     * The table in a store.
     *
     * @param lease how long a sign of life holds, in whole seconds
     */
    public RunTable(JdbcClient jdbc, Duration lease) {
        this.jdbc = jdbc;
        // A literal: neither engine takes a parameter inside an interval.
        this.leaseSeconds = "CURRENT_TIMESTAMP + INTERVAL '%d' SECOND".formatted(lease.toSeconds());
    }

    /** What makes two launches the same work while the first is not over. */
    public static String activeKey(String job, String instanceKey) {
        return job + "/" + instanceKey;
    }

    /**
     * Enters a run as QUEUED, held by {@code owner}.
     *
     * @throws org.springframework.dao.DuplicateKeyException when the same work is not over
     */
    public long insert(NewRun run, String owner) {
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        ProcessIdentity process = ProcessIdentity.current();
        jdbc.sql(
                        "INSERT INTO ns_run (job, company_id, instance_key, active_key,"
                            + " exclusive_key, state, attempt, started_by, request_id, parameters,"
                            + " launched_at, queued_at, ran_ms, lease_owner, lease_until, host,"
                            + " pid, process, counts, done, artefacts) VALUES (:job, :company,"
                            + " :instance, :active, :exclusive, 'QUEUED', 1, :by, :request,"
                            + " :parameters, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 0, :owner, "
                                + leaseSeconds
                                + ", :host, :pid, :process, '{}', 0, '{}')")
                .param("job", run.job())
                .param("company", run.companyId())
                .param("instance", run.instanceKey())
                .param("active", activeKey(run.job(), run.instanceKey()))
                .param("exclusive", run.exclusiveKey())
                .param("by", run.startedBy())
                .param("request", run.requestId())
                .param("parameters", RunJson.write(run.parameters()))
                .param("owner", owner)
                .param("host", process.host())
                .param("pid", process.pid())
                .param("process", process.format())
                .update(id, "run_id");
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    /**
     * Queues a run that rests again, held by {@code owner}; false when it is not any more as it was
     * found.
     *
     * @param byPerson whether a person asked for it: then deaths are counted anew
     * @throws org.springframework.dao.DuplicateKeyException when the same work runs as another run
     */
    public boolean requeue(
            StoredRun run, String owner, String startedBy, String requestId, boolean byPerson) {
        ProcessIdentity process = ProcessIdentity.current();
        return jdbc.sql(
                                "UPDATE ns_run SET state = 'QUEUED', state_reason = NULL,"
                                        + " attempt = attempt + 1, active_key = :active,"
                                        + " started_by = :by, request_id = :request,"
                                        + (byPerson ? " deaths = 0," : "")
                                        + " queued_at = CURRENT_TIMESTAMP, ended_at = NULL,"
                                        + " attempt_began_at = NULL,"
                                        + " failure_code = NULL, message = NULL, hint = NULL,"
                                        + " lease_owner = :owner, lease_until = "
                                        + leaseSeconds
                                        + ", host = :host, pid = :pid, process = :process"
                                        + " WHERE run_id = :id AND attempt = :attempt AND state ="
                                        + " :state AND COALESCE(state_reason, '') = :reason AND"
                                        + " state IN (:from)")
                        .param("reason", run.row().stateReason())
                        .param("attempt", run.row().attempts())
                        .param("state", run.row().state().name())
                        .param("active", activeKey(run.row().job(), run.instanceKey()))
                        .param("by", startedBy)
                        .param("request", requestId)
                        .param("owner", owner)
                        .param("host", process.host())
                        .param("pid", process.pid())
                        .param("process", process.format())
                        .param("id", run.runId())
                        .param("from", names(RunTransitions.into(RunState.QUEUED)))
                        .update()
                == 1;
    }

    /**
     * Lets a queued run begin; false when it is not queued, or not held by {@code owner}, any more.
     *
     * @throws org.springframework.dao.DuplicateKeyException when another run has what it needs
     */
    public boolean begin(long runId, String owner) {
        return jdbc.sql(
                                "UPDATE ns_run SET state = 'RUNNING', exclusive_held ="
                                        + " exclusive_key, started_at = COALESCE(started_at,"
                                        + " CURRENT_TIMESTAMP), attempt_started_at ="
                                        + " CURRENT_TIMESTAMP, attempt_began_at ="
                                        + " CURRENT_TIMESTAMP WHERE run_id = :id AND lease_owner"
                                        + " = :owner AND state IN (:from)")
                        .param("id", runId)
                        .param("owner", owner)
                        .param("from", names(RunTransitions.into(RunState.RUNNING)))
                        .update()
                == 1;
    }

    /** A sign of life; false when the run is not held by {@code owner} any more. */
    public boolean renew(long runId, String owner) {
        return jdbc.sql(
                                "UPDATE ns_run SET lease_until = "
                                        + leaseSeconds
                                        + " WHERE run_id = :id AND lease_owner = :owner")
                        .param("id", runId)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    /**
     * Writes progress; inside the transaction that commits a batch's position it is also the fence:
     * false means that the run was given to another process, and the position must not be
     * committed.
     */
    public boolean progress(long runId, String owner, RunProgress progress) {
        return jdbc.sql(
                                "UPDATE ns_run SET counts = :counts, done = :done, total = :total"
                                        + " WHERE run_id = :id AND lease_owner = :owner")
                        .param("counts", RunJson.write(progress.counts()))
                        .param("done", progress.done())
                        .param("total", progress.total())
                        .param("id", runId)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    /**
     * Moves a run along an edge without ending an attempt; false when it is not there (any more).
     */
    public boolean move(long runId, RunState to, String reason) {
        return move(runId, null, to, reason);
    }

    /** The same by the process that works on it; false when {@code owner} does not hold it. */
    public boolean moveOwn(long runId, String owner, RunState to, String reason) {
        return move(runId, owner, to, reason);
    }

    private boolean move(long runId, @Nullable String owner, RunState to, String reason) {
        return jdbc.sql(
                                "UPDATE ns_run SET state = :to, state_reason = :reason"
                                        + " WHERE run_id = :id AND state IN (:from)"
                                        + heldBy(owner))
                        .param("owner", owner)
                        .param("to", to.name())
                        .param("reason", reason)
                        .param("id", runId)
                        .param("from", names(RunTransitions.into(to)))
                        .update()
                == 1;
    }

    /**
     * Says anew why a run pauses or is paused: what a person wants outlasts what a job did. False
     * when it does not (any more).
     */
    public boolean pausedBecause(long runId, RunState state, String reason) {
        return jdbc.sql(
                                "UPDATE ns_run SET state_reason = :reason WHERE run_id = :id AND"
                                        + " state = :state")
                        .param("reason", reason)
                        .param("id", runId)
                        .param("state", state.name())
                        .update()
                == 1;
    }

    /** Puts a run to rest that no process works on: it waits or it rests already. */
    public boolean rest(long runId, RunState from, RunState to, String reason) {
        return rest(runId, null, from, to, reason);
    }

    /** The same by the process that queued it; false when {@code owner} does not hold it. */
    public boolean restOwn(long runId, String owner, RunState from, RunState to, String reason) {
        return rest(runId, owner, from, to, reason);
    }

    private boolean rest(
            long runId, @Nullable String owner, RunState from, RunState to, String reason) {
        if (RunTransitions.between(from, to).isEmpty()) {
            throw new IllegalArgumentException("no run goes from %s to %s".formatted(from, to));
        }
        return jdbc.sql(
                                "UPDATE ns_run SET state = :to, state_reason = :reason, active_key"
                                        + " = "
                                        + activeAfter(to)
                                        + ", ended_at = CURRENT_TIMESTAMP, lease_owner = NULL,"
                                        + " lease_until = NULL WHERE run_id = :id AND state ="
                                        + " :from"
                                        + heldBy(owner))
                        .param("owner", owner)
                        .param("to", to.name())
                        .param("reason", reason)
                        .param("id", runId)
                        .param("from", from.name())
                        .update()
                == 1;
    }

    /** Ends the attempt that {@code owner} holds; false when it may not end that way (any more). */
    public boolean end(long runId, String owner, RunEnd end) {
        RunProgress progress = end.progress();
        return jdbc.sql(
                                "UPDATE ns_run SET state = :to, state_reason = "
                                        + reasonAfter(end.state())
                                        + ", active_key = "
                                        + activeAfter(end.state())
                                        + ", exclusive_held = NULL, ended_at = CURRENT_TIMESTAMP,"
                                        + ranUntil("CURRENT_TIMESTAMP")
                                        + ", lease_owner = NULL, lease_until = NULL, counts ="
                                        + " COALESCE(:counts, counts), done = COALESCE(:done,"
                                        + " done), total = COALESCE(:total, total), artefacts ="
                                        + " :artefacts, failure_code = :code, message = :message,"
                                        + " hint = :hint WHERE run_id = :id AND lease_owner ="
                                        + " :owner AND state IN (:from)")
                        .param("to", end.state().name())
                        .param("reason", end.reason())
                        .param("counts", progress == null ? null : RunJson.write(progress.counts()))
                        .param("done", progress == null ? null : progress.done())
                        .param("total", progress == null ? null : progress.total())
                        .param("artefacts", RunJson.write(end.artefacts()))
                        .param("code", end.failureCode())
                        .param("message", cut(end.message()))
                        .param("hint", cut(end.hint()))
                        .param("id", runId)
                        .param("owner", owner)
                        .param("from", names(RunTransitions.into(end.state())))
                        .update()
                == 1;
    }

    /**
     * Marks a run whose process died as FAILED; false when it shows life after all, or another
     * process was faster. The last sign of life counts as its end.
     *
     * @param whateverTheLease the process is known to be gone, or it does not matter: the lease
     *     need not have lapsed
     * @param died whether it counts as a death
     */
    public boolean bury(StoredRun run, boolean whateverTheLease, boolean died, RunEnd end) {
        String lastSign =
                "(CASE WHEN lease_until < CURRENT_TIMESTAMP THEN lease_until ELSE"
                        + " CURRENT_TIMESTAMP END)";
        return jdbc.sql(
                                "UPDATE ns_run SET state = 'FAILED', state_reason = :reason,"
                                        + (died ? " deaths = deaths + 1," : "")
                                        + " active_key = NULL, exclusive_held = NULL, ended_at = "
                                        + lastSign
                                        + ", "
                                        + ranUntil(lastSign)
                                        + ", lease_owner = NULL, lease_until = NULL, failure_code"
                                        + " = :code, message = :message, hint = :hint WHERE run_id"
                                        + " = :id AND lease_owner = :owner AND state = :state AND"
                                        + " state IN (:from)"
                                        + (whateverTheLease
                                                ? ""
                                                : " AND lease_until < CURRENT_TIMESTAMP"))
                        .param("reason", end.reason())
                        .param("code", end.failureCode())
                        .param("message", cut(end.message()))
                        .param("hint", cut(end.hint()))
                        .param("id", run.runId())
                        .param("owner", run.leaseOwner())
                        .param("state", run.row().state().name())
                        .param("from", names(RunTransitions.into(RunState.FAILED)))
                        .update()
                == 1;
    }

    /** Removes runs. */
    public int delete(List<Long> runIds) {
        return runIds.isEmpty()
                ? 0
                : jdbc.sql("DELETE FROM ns_run WHERE run_id IN (:ids)")
                        .param("ids", runIds)
                        .update();
    }

    private static String heldBy(@Nullable String owner) {
        return owner == null ? "" : " AND lease_owner = :owner";
    }

    /** A paused run keeps its instance to itself: it is not over. */
    private static String activeAfter(RunState to) {
        return to == RunState.PAUSED ? "job || '/' || instance_key" : "NULL";
    }

    /** Who paused it says so already; what a job did by itself meanwhile is no other reason. */
    private static String reasonAfter(RunState to) {
        return to == RunState.PAUSED
                ? "CASE WHEN state = 'PAUSING' AND state_reason LIKE '"
                        + PAUSED_BY
                        + "%' THEN state_reason ELSE :reason END"
                : ":reason";
    }

    private static String ranUntil(String end) {
        return " ran_ms = ran_ms + COALESCE(CAST(FLOOR((EXTRACT(EPOCH FROM "
                + end
                + ") - EXTRACT(EPOCH FROM attempt_started_at)) * 1000) AS BIGINT), 0),"
                + " attempt_started_at = NULL";
    }

    private static List<String> names(Set<RunState> states) {
        return states.stream().map(Enum::name).toList();
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= 1000 ? text : text.substring(0, 999) + "…";
    }
}
