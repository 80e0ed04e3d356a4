package dev.nightshift.schedules.history;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is kept of a schedule beside its history: since when it is in force, and whether it is
 * paused. A paused schedule is due as ever, and every time is vetoed. Thread-safe.
 */
public final class ScheduleStates {
    /**
     * One schedule's.
     *
     * @param since nothing was due before: it is in force, and not paused, since then
     * @param pausedAt null unless it is paused
     * @param pausedBy null unless it is paused
     */
    public record State(
            String name, Instant since, @Nullable Instant pausedAt, @Nullable String pausedBy) {
        /** Whether it is paused. */
        public boolean isPaused() {
            return pausedAt != null;
        }
    }

    private final JdbcClient jdbc;

    /** Over an open store. */
    public ScheduleStates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Says that a schedule is in force; what it is already stays. */
    public void known(String name, Instant now) {
        if (find(name).isEmpty()) {
            try {
                jdbc.sql("INSERT INTO ns_schedule (name, since) VALUES (:name, :since)")
                        .param("name", name)
                        .param("since", now.atOffset(ZoneOffset.UTC))
                        .update();
            } catch (DuplicateKeyException raced) {
                // Another process said so at the same moment.
            }
        }
    }

    /** Pauses a schedule; false when it is paused already. */
    public boolean pause(String name, String actor, Instant now) {
        known(name, now);
        return jdbc.sql(
                                "UPDATE ns_schedule SET paused_at = :at, paused_by = :by WHERE name"
                                        + " = :name AND paused_at IS NULL")
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .param("by", actor)
                        .param("name", name)
                        .update()
                == 1;
    }

    /**
     * Lets a schedule go on; false when it was not paused. Nothing of the pause is made up for,
     * also when nobody served meanwhile.
     */
    public boolean resume(String name, Instant now) {
        return jdbc.sql(
                                "UPDATE ns_schedule SET paused_at = NULL, paused_by = NULL, since ="
                                        + " :now WHERE name = :name AND paused_at IS NOT NULL")
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("name", name)
                        .update()
                == 1;
    }

    /** One schedule's; empty when it was never in force. */
    public Optional<State> find(String name) {
        return all().stream().filter(state -> state.name().equals(name)).findFirst();
    }

    /** Forgets schedules that are in the table no more. */
    public void keep(List<String> names) {
        all().stream()
                .map(State::name)
                .filter(name -> !names.contains(name))
                .forEach(
                        name ->
                                jdbc.sql("DELETE FROM ns_schedule WHERE name = :name")
                                        .param("name", name)
                                        .update());
    }

    private List<State> all() {
        return jdbc.sql("SELECT name, since, paused_at, paused_by FROM ns_schedule")
                .query(
                        (row, number) ->
                                new State(
                                        Objects.requireNonNull(row.getString("name")),
                                        Objects.requireNonNull(HistoryMapper.instant(row, "since")),
                                        HistoryMapper.instant(row, "paused_at"),
                                        row.getString("paused_by")))
                .list();
    }
}
