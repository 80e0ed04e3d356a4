package dev.nightshift.app.cli;

import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The company a command works for, and no other. Filled by picocli. */
public final class CompanyOption {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = {"-c", "--company"},
            paramLabel = "ID",
            description = "The company; required.")
    private @Nullable String company;

    /** The company asked for; a usage failure when none is. */
    public CompanyId required() {
        if (company == null) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(command).commandLine(),
                    "--company is missing.");
        }
        return new CompanyId(company);
    }
}
