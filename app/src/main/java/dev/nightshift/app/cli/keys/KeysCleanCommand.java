package dev.nightshift.app.cli.keys;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code keys clean}. */
@Command(
        name = "clean",
        description = {
            "Removes keys that have expired; one that is renewed meanwhile stays.",
            "Exit code 1 when too many are left."
        })
public final class KeysCleanCommand implements Callable<Integer> {
    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    @Mixin private KeysOptions options = new KeysOptions();

    @Option(names = "--dry-run", description = "Only counts them.")
    private boolean dryRun;

    private final Session session;

    /** The command in a session. */
    public KeysCleanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return KeysRun.of(session, options.request(whose.companyOrNull(), !dryRun));
    }
}
