package dev.nightshift.app.cli.cache;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Counted;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.app.wiring.Stores;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code cache purge}. */
@Command(
        name = "purge",
        description = {
            "Drops everything that is cached of a company, or of all; nothing else is touched.",
            "What is read next comes from MongoDB."
        })
public final class CachePurgeCommand implements Callable<Integer> {
    private static final String FEATURE = "cache-purge";

    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    private final Session session;

    /** The command in a session. */
    public CachePurgeCommand(Session session) {
        this.session = session;
    }

    /** A company; the names are the JSON contract. */
    record Line(String companyId, long dropped) {}

    /** The result; the names are the JSON contract. */
    record Purged(long dropped, List<Line> companies) {}

    @Override
    public Integer call() {
        CompanyId one = whose.companyOrNull();
        PlatformContext context = session.platform(FEATURE);
        Stores stores = session.stores(FEATURE);
        List<CompanyId> companies =
                one == null
                        ? stores.companies().list(context).stream().map(Company::id).toList()
                        : List.of(session.existing(one, FEATURE).company());
        List<Line> lines =
                companies.stream()
                        .map(
                                company ->
                                        new Line(
                                                company.value(),
                                                stores.cache().purge(context.in(company))))
                        .toList();
        session.printer()
                .result(
                        new Purged(lines.stream().mapToLong(Line::dropped).sum(), lines),
                        CachePurgeCommand::text);
        return 0;
    }

    private static String text(Purged purged) {
        Table table = new Table("COMPANY", "DROPPED");
        purged.companies().forEach(line -> table.row(line.companyId(), line.dropped()));
        return "%s\n%s dropped\n".formatted(table, Counted.of(purged.dropped(), "key", "keys"));
    }
}
