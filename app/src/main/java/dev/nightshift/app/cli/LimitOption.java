package dev.nightshift.app.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How much of a list is shown. Filled by picocli. */
public final class LimitOption {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many; 50 by default, 0 for all.")
    private int limit = 50;

    /** At most so many; 0 for all. */
    public int orAll() {
        if (limit < 0) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(command).commandLine(),
                    "--limit %d is less than 0.".formatted(limit));
        }
        return limit;
    }
}
