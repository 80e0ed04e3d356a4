package dev.nightshift.app.cli.companies;

import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code companies list}. */
@Command(name = "list", description = "Lists the companies.")
public final class CompaniesListCommand implements Callable<Integer> {
    private final Session session;

    /** The command in a session. */
    public CompaniesListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<CompanyView> companies =
                session.stores("companies").companies().list(session.platform("companies")).stream()
                        .map(CompanyView::of)
                        .toList();
        session.printer().result(companies, CompanyView::table);
        return 0;
    }
}
