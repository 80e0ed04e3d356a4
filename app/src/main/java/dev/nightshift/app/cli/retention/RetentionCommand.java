package dev.nightshift.app.cli.retention;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code retention}. */
@Command(name = "retention", description = "Deletes what was kept long enough.")
public final class RetentionCommand extends Group {}
