package dev.nightshift.app.cli.stack;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code stack}: the embedded servers. */
@Command(
        name = "stack",
        description = {
            "The embedded servers: MongoDB, Redis and the relational store.",
            "They start by themselves when a command needs them, and stop after ten idle minutes."
        })
public final class StackCommand extends Group {}
