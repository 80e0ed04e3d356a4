package dev.nightshift.app.cli.keys;

import dev.nightshift.jobs.keycleanup.KeyCleanupRequest;
import dev.nightshift.platform.redis.SweepPace;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the commands about keys share. Filled by picocli. */
final class KeysOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--space", paramLabel = "NAME", description = "Only this key space.")
    private @Nullable String space;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "" + SweepPace.GENTLE,
            description = {
                "Keys, or documents, a second at most; 150000 by default.",
                "Fewer while the server is slow; 0 for as many as it can bear."
            })
    private long rate = SweepPace.GENTLE;

    KeyCleanupRequest request(@Nullable CompanyId company, boolean remove, boolean allowOrphans) {
        if (rate < 0) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(command).commandLine(),
                    "--rate %d is less than 0.".formatted(rate));
        }
        return new KeyCleanupRequest(company, space, remove, rate, allowOrphans);
    }
}
