package dev.nightshift.app.cli.schedules;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code schedules}: what runs when. */
@Command(name = "schedules", description = "Shows and steers what runs by itself.")
public final class SchedulesCommand extends Group {}
