package dev.nightshift.app.cli.keys;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code keys check}. */
@Command(
        name = "check",
        description = {
            "Counts the keys that have expired and are there still.",
            "Exit code 1 when a company has too many of them."
        })
public final class KeysCheckCommand implements Callable<Integer> {
    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    @Mixin private KeysOptions options = new KeysOptions();

    private final Session session;

    /** The command in a session. */
    public KeysCheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return KeysRun.of(session, options.request(whose.companyOrNull(), false, false));
    }
}
