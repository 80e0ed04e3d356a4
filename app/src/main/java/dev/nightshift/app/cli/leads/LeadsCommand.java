package dev.nightshift.app.cli.leads;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code leads}: what is stored for a company. */
@Command(name = "leads", description = "Shows what is stored for a company.")
public final class LeadsCommand extends Group {}
