package dev.nightshift.app.cli;

import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The company a command works for, or all of them: one of the two is said. Filled by picocli. */
public final class CompanyOrAll {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = {"-c", "--company"},
            paramLabel = "ID",
            description = "The company; this or --all is required.")
    private @Nullable String company;

    @Option(names = "--all", description = "All companies.")
    private boolean all;

    /** The company asked for, null for all; a usage failure when neither or both are. */
    public @Nullable CompanyId companyOrNull() {
        if (all == (company != null)) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(command).commandLine(),
                    all
                            ? "--company and --all exclude each other."
                            : "Say for whom: --company ID or --all.");
        }
        return company == null ? null : new CompanyId(company);
    }
}
