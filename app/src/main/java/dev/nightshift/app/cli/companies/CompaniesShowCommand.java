package dev.nightshift.app.cli.companies;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code companies show}. */
@Command(name = "show", description = "Shows a company.")
public final class CompaniesShowCommand implements Callable<Integer> {
    @Mixin private CompanyArgument company = new CompanyArgument();

    private final Session session;

    /** The command in a session. */
    public CompaniesShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CompanyView.print(
                session.printer(),
                session.stores("companies")
                        .companies()
                        .show(session.platform("companies"), company.id()));
        return 0;
    }
}
