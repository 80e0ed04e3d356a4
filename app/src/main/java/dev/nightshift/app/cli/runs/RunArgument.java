package dev.nightshift.app.cli.runs;

import picocli.CommandLine.Parameters;

/** The run a command is about. Filled by picocli. */
final class RunArgument {
    @Parameters(paramLabel = "RUN", description = "The run's number.")
    private long id;

    long id() {
        return id;
    }
}
