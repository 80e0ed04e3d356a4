package dev.nightshift.app.cli.keys;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code keys clean}. */
@Command(
        name = "clean",
        description = {
            "Removes keys that have expired; one that is renewed meanwhile stays.",
            "Exit code 1 when too many are left."
        })
public final class KeysCleanCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec command;

    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    @Mixin private KeysOptions options = new KeysOptions();

    @Option(names = "--dry-run", description = "Only counts them.")
    private boolean dryRun;

    @Option(
            names = "--allow-orphans",
            description = {
                "With --all: removes what unknown companies left even when most are unknown.",
                "Without it such a run ends, as it does when MongoDB is the wrong one."
            })
    private boolean allowOrphans;

    private final Session session;

    /** The command in a session. */
    public KeysCleanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CompanyId company = whose.companyOrNull();
        if (allowOrphans && company != null) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--allow-orphans goes with --all: a company that is there has no orphans.");
        }
        return KeysRun.of(session, options.request(company, !dryRun, allowOrphans));
    }
}
