package dev.nightshift.app.cli.backfill;

import picocli.CommandLine.Parameters;

/** The migration a command is about. Filled by picocli. */
final class MigrationArgument {
    @Parameters(
            paramLabel = "MIGRATION",
            description = "The migration, as in: nightshift backfill list")
    private String id = "";

    String id() {
        return id;
    }
}
