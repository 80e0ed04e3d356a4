package dev.nightshift.app.cli.heartbeats;

import dev.nightshift.alerts.heartbeats.HeartbeatState;
import dev.nightshift.alerts.heartbeats.Heartbeats;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code heartbeats list}. */
@Command(
        name = "list",
        description = {
            "Lists the operations that are expected to succeed, and when each last did.",
            "States: green, late, red, never (not seen yet), paused. 'green (tried)' never"
                    + " succeeded",
            "yet, but is rarer than daily, and the last validation found its way open."
        })
public final class HeartbeatsListCommand implements Callable<Integer> {
    private static final String FEATURE = "heartbeats";

    @Mixin private CompanyOption company = new CompanyOption();

    private final Session session;

    /** The command in a session. */
    public HeartbeatsListCommand(Session session) {
        this.session = session;
    }

    /** One operation; its names are the JSON contract. */
    record Line(
            String entry,
            @Nullable String code,
            String state,
            @Nullable Instant lastSeen,
            @Nullable Instant lastStarted,
            @Nullable Instant lastTried,
            long periodMs,
            long graceMs,
            long maxRunMs,
            String owner) {
        /** Whether it is green because the way of its alerts is open, and for nothing else. */
        boolean isOnlyTried() {
            return state.equals(HeartbeatState.GREEN.wire()) && lastSeen == null;
        }

        static Line of(Heartbeats.Row row) {
            return new Line(
                    row.entry().id(),
                    row.entry().heartbeatCode(),
                    row.state().wire(),
                    row.seen().succeeded(),
                    row.seen().started(),
                    row.seen().tried(),
                    row.entry().heartbeat().period().toMillis(),
                    row.entry().heartbeat().grace().toMillis(),
                    row.entry().heartbeat().maxRun().toMillis(),
                    row.entry().owner());
        }
    }

    @Override
    public Integer call() {
        TenantContext context = session.existing(company.required(), FEATURE);
        Registry registry = RegistryLoader.load(session.settings().registryDir()).orThrow();
        List<Line> lines =
                new Heartbeats(
                                session.stores(FEATURE).mongo().platform(),
                                registry,
                                session.surroundings().clock())
                        .list(session.platform(FEATURE), context.company()).stream()
                                .map(Line::of)
                                .toList();
        session.printer().result(lines, HeartbeatsListCommand::table);
        return 0;
    }

    private static String table(List<Line> lines) {
        Table table = new Table("ENTRY", "STATE", "LAST SEEN", "EVERY", "GRACE", "OWNER");
        for (Line line : lines) {
            table.row(
                    line.entry(),
                    line.isOnlyTried() ? line.state() + " (tried)" : line.state(),
                    line.lastSeen(),
                    hours(line.periodMs()),
                    hours(line.graceMs()),
                    line.owner());
        }
        return table.toString();
    }

    private static String hours(long ms) {
        return Duration.ofMillis(ms).toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
