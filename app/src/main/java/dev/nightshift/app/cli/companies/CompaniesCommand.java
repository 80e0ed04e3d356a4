package dev.nightshift.app.cli.companies;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code companies}: the tenants. */
@Command(name = "companies", description = "Adds, shows and suspends companies.")
public final class CompaniesCommand extends Group {}
