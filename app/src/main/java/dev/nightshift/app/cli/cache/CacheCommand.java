package dev.nightshift.app.cli.cache;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code cache}: what is cached of companies. */
@Command(name = "cache", description = "Drops what is cached of companies.")
public final class CacheCommand extends Group {}
