package dev.nightshift.app.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** A command that only groups others: given alone, it is used wrongly. */
public class Group implements Callable<Integer> {
    @Spec private @Nullable CommandSpec command;

    @Override
    public final Integer call() {
        CommandSpec spec = java.util.Objects.requireNonNull(command);
        throw new ParameterException(
                spec.commandLine(),
                "A command is missing: one of %s."
                        .formatted(String.join(", ", spec.subcommands().keySet())));
    }
}
