package dev.nightshift.app.cli.companies;

import dev.nightshift.platform.tenant.CompanyId;

import picocli.CommandLine.Parameters;

/** The company a command is about. Filled by picocli. */
final class CompanyArgument {
    @Parameters(paramLabel = "ID", description = "The company.")
    private String id = "";

    CompanyId id() {
        return new CompanyId(id);
    }
}
