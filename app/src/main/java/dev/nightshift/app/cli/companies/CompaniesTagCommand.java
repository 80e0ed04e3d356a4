package dev.nightshift.app.cli.companies;

import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** {@code companies tag}. */
@Command(
        name = "tag",
        description = "Gives a company a tag, by which schedules choose companies: tag:NAME.")
public final class CompaniesTagCommand implements Callable<Integer> {
    @Mixin private CompanyArgument company = new CompanyArgument();

    @Parameters(index = "1", paramLabel = "NAME", description = "The tag.")
    private String tag = "";

    @Option(names = "--remove", description = "Takes the tag away.")
    private boolean remove;

    private final Session session;

    /** The command in a session. */
    public CompaniesTagCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PlatformContext context = session.platform("companies");
        Companies companies = session.stores("companies").companies();
        // A tag has the form of a company's id, so that it needs no quotes in a schedule.
        String name = new CompanyId(tag).value();
        Company changed =
                remove
                        ? companies.untag(context, company.id(), name)
                        : companies.tag(context, company.id(), name);
        CompanyView.print(session.printer(), changed);
        return 0;
    }
}
