package dev.nightshift.app.cli.runs;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code runs}: what was started, and where it stands. */
@Command(name = "runs", description = "Watches and steers runs.")
public final class RunsCommand extends Group {}
