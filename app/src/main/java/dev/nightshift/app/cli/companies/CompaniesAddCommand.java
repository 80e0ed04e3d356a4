package dev.nightshift.app.cli.companies;

import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.tenant.CompanyId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code companies add}. */
@Command(name = "add", description = "Adds a company; it can take work at once.")
public final class CompaniesAddCommand implements Callable<Integer> {
    @Mixin private CompanyArgument company = new CompanyArgument();

    @Option(names = "--name", required = true, description = "What people call it.")
    private String name = "";

    @Option(
            names = "--region",
            paramLabel = "CODE",
            defaultValue = "US",
            description = "Where its phone numbers are from unless they say so; US by default.")
    private String region = "US";

    private final Session session;

    /** The command in a session. */
    public CompaniesAddCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CompanyId id = company.id();
        Region from = Region.of(region);
        CompanyView.print(
                session.printer(),
                session.stores("companies")
                        .companies()
                        .add(session.platform("companies"), id, name, from));
        return 0;
    }
}
