package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.jobs.runs.store.RunRow;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code runs recover}. */
@Command(
        name = "recover",
        description = {
            "Marks a run whose process died, so that it can be restarted.",
            "With --force also one whose process lives but hangs; with --give-up one that rests is",
            "never restarted. Both are recorded with who did it and why."
        })
public final class RunsRecoverCommand implements Callable<Integer> {
    @Mixin private RunArgument run = new RunArgument();

    @ArgGroup(exclusive = false)
    private @Nullable Decision decision;

    private final Session session;

    /** The command in a session. */
    public RunsRecoverCommand(Session session) {
        this.session = session;
    }

    /** What goes beyond a run that died, never without a reason. Filled by picocli. */
    static final class Decision {
        @ArgGroup(multiplicity = "1")
        private Wish wish = new Wish();

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                description = "Why; recorded with the run.")
        private String reason = "";
    }

    /** One of the two. Filled by picocli. */
    static final class Wish {
        @Option(names = "--force", description = "Takes a run from a process that lives but hangs.")
        private boolean force;

        @Option(names = "--give-up", description = "The run is never restarted.")
        private boolean giveUp;

        /** Picocli lets only one of them be given. */
        boolean goesOn() {
            return force && !giveUp;
        }
    }

    @Override
    public Integer call() {
        session.printer().result(recovered(session.runs().registry()), RunView::lines);
        return 0;
    }

    private RunRow recovered(RunRegistry registry) {
        if (decision == null) {
            return registry.recover(run.id());
        }
        return decision.wish.goesOn()
                ? registry.force(run.id(), session.actor(), decision.reason)
                : registry.abandon(run.id(), session.actor(), decision.reason);
    }
}
