package dev.nightshift.app.cli.schedules;

import picocli.CommandLine.Parameters;

/** Names one schedule. Filled by picocli. */
public final class ScheduleArgument {
    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name = "";

    String name() {
        return name;
    }
}
