package dev.nightshift.app.cli.registry;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code registry}: everything that can be raised. */
@Command(
        name = "registry",
        description = "Checks what can be raised: known, owned, alive; scans code for it.")
public final class RegistryCommand extends Group {}
