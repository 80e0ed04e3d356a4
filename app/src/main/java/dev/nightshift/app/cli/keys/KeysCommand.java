package dev.nightshift.app.cli.keys;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code keys}: keys that have expired and are there still. */
@Command(
        name = "keys",
        description = "Counts keys of Redis and MongoDB that have expired; removes them.")
public final class KeysCommand extends Group {}
