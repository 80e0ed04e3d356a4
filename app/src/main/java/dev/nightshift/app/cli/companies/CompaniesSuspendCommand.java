package dev.nightshift.app.cli.companies;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code companies suspend}. */
@Command(name = "suspend", description = "Lets a company take no more work; what runs goes on.")
public final class CompaniesSuspendCommand implements Callable<Integer> {
    @Mixin private CompanyArgument company = new CompanyArgument();

    private final Session session;

    /** The command in a session. */
    public CompaniesSuspendCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CompanyView.print(
                session.printer(),
                session.stores("companies")
                        .companies()
                        .suspend(session.platform("companies"), company.id()));
        return 0;
    }
}
