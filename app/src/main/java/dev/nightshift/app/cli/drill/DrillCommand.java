package dev.nightshift.app.cli.drill;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code drill}: proves that an outage is survived. */
@Command(
        name = "drill",
        description = "Breaks servers on purpose, heals them, and reports what that proved.")
public final class DrillCommand extends Group {}
