package dev.nightshift.app.cli.companies;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code companies resume}. */
@Command(name = "resume", description = "Lets a suspended company take work again.")
public final class CompaniesResumeCommand implements Callable<Integer> {
    @Mixin private CompanyArgument company = new CompanyArgument();

    private final Session session;

    /** The command in a session. */
    public CompaniesResumeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CompanyView.print(
                session.printer(),
                session.stores("companies")
                        .companies()
                        .resume(session.platform("companies"), company.id()));
        return 0;
    }
}
