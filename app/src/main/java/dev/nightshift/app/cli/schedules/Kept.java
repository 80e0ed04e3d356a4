package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.schedules.history.ScheduleHistory;
import dev.nightshift.schedules.history.ScheduleStates;
import dev.nightshift.schedules.serve.Servers;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.function.Function;

/** What the relational store keeps of schedules, for a command. */
record Kept(ScheduleHistory history, ScheduleStates states, Servers servers) {
    /** Looks at it, or changes it; the store's absence is named. */
    static <T> T in(Session session, Function<Kept, T> work) {
        JdbcClient jdbc = JdbcClient.create(session.runs().store().dataSource());
        Kept kept =
                new Kept(new ScheduleHistory(jdbc), new ScheduleStates(jdbc), new Servers(jdbc));
        return RelationalStore.asking(() -> work.apply(kept));
    }
}
