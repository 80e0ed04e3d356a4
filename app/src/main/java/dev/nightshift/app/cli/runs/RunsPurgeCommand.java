package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Days;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Counted;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.concurrent.Callable;

/** {@code runs purge}. */
@Command(
        name = "purge",
        description = {
            "Removes runs that ended long ago, and all that is kept of them.",
            "Paused runs, leads and the imports of a company stay."
        })
public final class RunsPurgeCommand implements Callable<Integer> {
    @Option(
            names = "--older-than",
            paramLabel = "DAYSd",
            defaultValue = "90d",
            converter = Days.class,
            description = "Completed, stopped and abandoned runs; 90d by default.")
    private Duration olderThan = Duration.ofDays(90);

    @Option(
            names = "--failed-older-than",
            paramLabel = "DAYSd",
            defaultValue = "365d",
            converter = Days.class,
            description = "Failed runs; 365d by default.")
    private Duration failedOlderThan = Duration.ofDays(365);

    @Option(names = "--dry-run", description = "Only counts them.")
    private boolean dryRun;

    private final Session session;

    /** The command in a session. */
    public RunsPurgeCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. */
    record Purged(long removed, boolean dryRun) {}

    @Override
    public Integer call() {
        long removed = session.runs().registry().purge(olderThan, failedOlderThan, dryRun);
        session.printer()
                .result(
                        new Purged(removed, dryRun),
                        purged ->
                                Counted.of(purged.removed(), "run", "runs")
                                        + (purged.dryRun() ? " would be removed" : " removed"));
        return 0;
    }
}
