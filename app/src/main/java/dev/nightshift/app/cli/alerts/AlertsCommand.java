package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code alerts}. */
@Command(name = "alerts", description = "Shows what went wrong, and lets somebody take it.")
public final class AlertsCommand extends Group {}
