package dev.nightshift.schedules.serve;

import dev.nightshift.jobs.runs.store.ProcessIdentity;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** The processes that serve, by leases in {@code ns_schedule_server}. Thread-safe. */
public final class Servers {
    private static final String LEASE_END = "CURRENT_TIMESTAMP + INTERVAL '30' SECOND";

    private final JdbcClient jdbc;

    /** Over an open store. */
    public Servers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One that serves.
     *
     * @param reloadAnswer what became of the newest reload; null before the first
     */
    public record Server(
            String server,
            String host,
            long pid,
            int reloadWanted,
            int reloadDone,
            @Nullable String reloadAnswer) {
        boolean wantsReload() {
            return reloadWanted > reloadDone;
        }
    }

    /**
     * Enters this process as one that serves.
     *
     * @param alone whether no other may
     * @return its key
     * @throws NightshiftException ALREADY_RUNNING when another one serves that must be alone
     */
    public String enter(boolean alone) {
        live();
        String server = UUID.randomUUID().toString();
        ProcessIdentity process = ProcessIdentity.current();
        try {
            jdbc.sql(
                            "INSERT INTO ns_schedule_server (server, alone, process, host, pid,"
                                    + " started_at, lease_until, reload_wanted, reload_done) VALUES"
                                    + " (:server, :alone, :process, :host, :pid, CURRENT_TIMESTAMP,"
                                    + " "
                                    + LEASE_END
                                    + ", 0, 0)")
                    .param("server", server)
                    .param("alone", alone ? "alone" : null)
                    .param("process", process.format())
                    .param("host", process.host())
                    .param("pid", process.pid())
                    .update();
            return server;
        } catch (DuplicateKeyException taken) {
            Server other = live().stream().findFirst().orElse(null);
            throw new NightshiftException(
                    FailureCode.ALREADY_RUNNING,
                    other == null
                            ? "Another process serves these schedules."
                            : "Another process serves these schedules: pid %d on %s."
                                    .formatted(other.pid(), other.host()),
                    "Stop it first. Several may serve at once when runs are kept in PostgreSQL:"
                            + " NIGHTSHIFT_JDBC_URL.");
        }
    }

    /** A sign of life; false when this process was taken for dead. */
    boolean renew(String server) {
        return jdbc.sql(
                                "UPDATE ns_schedule_server SET lease_until = "
                                        + LEASE_END
                                        + " WHERE server = :server")
                        .param("server", server)
                        .update()
                == 1;
    }

    void leave(String server) {
        var _ = renew(server);
        remove(server);
    }

    /** When somebody served last that does no more; empty before the first end of one. */
    public Optional<Instant> servedUntil() {
        return jdbc.sql(
                        "SELECT served_until FROM ns_schedule_served WHERE served_until IS NOT"
                                + " NULL")
                .query(
                        (row, number) ->
                                row.getObject("served_until", OffsetDateTime.class).toInstant())
                .optional();
    }

    /** Since when there is a table that somebody could serve. */
    public Instant installedAt() {
        return jdbc.sql("SELECT installed_at FROM ns_schedule_served")
                .query(
                        (row, number) ->
                                row.getObject("installed_at", OffsetDateTime.class).toInstant())
                .single();
    }

    /** Its last sign of life is kept, where nobody gave a later one. */
    private void remove(String server) {
        jdbc.sql(
                        "UPDATE ns_schedule_served SET served_until = (SELECT s.lease_until -"
                                + " INTERVAL '30' SECOND FROM ns_schedule_server s WHERE s.server ="
                                + " :server) WHERE EXISTS (SELECT 1 FROM ns_schedule_server s WHERE"
                                + " s.server = :server AND (served_until IS NULL OR served_until <"
                                + " s.lease_until - INTERVAL '30' SECOND))")
                .param("server", server)
                .update();
        jdbc.sql("DELETE FROM ns_schedule_server WHERE server = :server")
                .param("server", server)
                .update();
    }

    /** Those that serve now; what dead ones left is removed. */
    public List<Server> live() {
        List<String> dead =
                jdbc
                        .sql(
                                "SELECT server, process, CASE WHEN lease_until < CURRENT_TIMESTAMP"
                                        + " THEN 1 ELSE 0 END AS lapsed FROM ns_schedule_server")
                        .query(
                                (row, number) ->
                                        row.getInt("lapsed") == 1
                                                        || ProcessIdentity.parse(
                                                                        row.getString("process"))
                                                                .isGone()
                                                ? Objects.requireNonNull(row.getString("server"))
                                                : "")
                        .list()
                        .stream()
                        .filter(server -> !server.isEmpty())
                        .toList();
        dead.forEach(this::remove);
        return jdbc.sql("SELECT * FROM ns_schedule_server ORDER BY started_at")
                .query(
                        (row, number) ->
                                new Server(
                                        Objects.requireNonNull(row.getString("server")),
                                        Objects.requireNonNull(row.getString("host")),
                                        row.getLong("pid"),
                                        row.getInt("reload_wanted"),
                                        row.getInt("reload_done"),
                                        row.getString("reload_answer")))
                .list();
    }

    /** Asks every process that serves to read its file again; how many there are. */
    public int wantReload() {
        live();
        return jdbc.sql("UPDATE ns_schedule_server SET reload_wanted = reload_wanted + 1").update();
    }

    /** The number of the newest reload that was asked for; empty when that one is done. */
    OptionalInt reloadWanted(String server) {
        return live().stream()
                .filter(one -> one.server().equals(server) && one.wantsReload())
                .mapToInt(Server::reloadWanted)
                .findFirst();
    }

    /**
     * @param number as it was before the file was read: what was asked for since is not answered
     */
    void reloaded(String server, int number, String answer) {
        jdbc.sql(
                        "UPDATE ns_schedule_server SET reload_done = :number, reload_answer ="
                                + " :answer WHERE server = :server")
                .param("number", number)
                .param("answer", answer.length() > 1000 ? answer.substring(0, 1000) : answer)
                .param("server", server)
                .update();
    }
}
