package dev.nightshift.app.cli.testdata;

import dev.nightshift.app.cli.Group;

import picocli.CommandLine.Command;

/** {@code test-data}: leads that were made to try something. */
@Command(name = "test-data", description = "Deletes leads that were made to try something.")
public final class TestDataCommand extends Group {}
