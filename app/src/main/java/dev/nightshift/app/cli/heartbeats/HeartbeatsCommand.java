package dev.nightshift.app.cli.heartbeats;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code heartbeats}: signs of life. */
@Command(name = "heartbeats", description = "Looks for missed signs of life; shows a company's.")
public final class HeartbeatsCommand extends Group {}
