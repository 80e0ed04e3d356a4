package dev.nightshift.app.cli.drill;

import dev.nightshift.app.cli.Session;
import dev.nightshift.drills.run.SafetyLever;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.NightshiftException;

import picocli.CommandLine.Command;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code drill stop-all}. */
@Command(
        name = "stop-all",
        description = {
            "The safety lever: ends every drill of this data dir and waits until its faults are",
            "taken back; heals what a dead drill left. Exit code 1 when something is left."
        })
public final class DrillStopAllCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Session session;

    /** The command in a session. */
    public DrillStopAllCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SafetyLever.Stopped stopped =
                DrillArgument.drills(session).lever().pull(session.actor(), PATIENCE);
        session.printer().result(stopped, DrillStopAllCommand::text);
        if (!stopped.stopped().isEmpty() || !stopped.healed().isEmpty()) {
            copy();
        }
        return stopped.left().isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    /** What was ended here is known elsewhere at once, not only after the next drill. */
    private void copy() {
        try {
            var _ =
                    DrillArgument.archive(session)
                            .copyLeft(DrillArgument.drills(session).folders());
        } catch (NightshiftException away) {
            session.printer().note("journals not copied to MongoDB yet: " + away.message());
        }
    }

    private static String text(SafetyLever.Stopped stopped) {
        StringBuilder text = new StringBuilder();
        say(text, "stopped, its faults are taken back: ", stopped.stopped());
        say(text, "healed after its process died: ", stopped.healed());
        say(text, "NOT healed yet, repeat this command: ", stopped.left());
        return text.isEmpty() ? "no drill is at work\n" : text.toString();
    }

    private static void say(StringBuilder text, String what, List<String> drills) {
        drills.forEach(drill -> text.append(what).append(drill).append('\n'));
    }
}
