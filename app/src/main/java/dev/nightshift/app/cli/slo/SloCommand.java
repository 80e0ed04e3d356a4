package dev.nightshift.app.cli.slo;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code slo}. */
@Command(name = "slo", description = "Measures service levels and shows what is left of them.")
public final class SloCommand extends Group {}
