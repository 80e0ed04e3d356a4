package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code backfill}: migrations of every company's documents. */
@Command(
        name = "backfill",
        description = "Plans, runs, steers and takes back migrations of all companies' documents.")
public final class BackfillCommand extends Group {}
