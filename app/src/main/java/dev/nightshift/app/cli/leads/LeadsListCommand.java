package dev.nightshift.app.cli.leads;

import dev.nightshift.app.cli.LimitOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;

import org.bson.Document;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code leads list}. */
@Command(name = "list", description = "Lists a company's leads, the last changed first.")
public final class LeadsListCommand implements Callable<Integer> {
    @Mixin private LeadFilter filter = new LeadFilter();

    @Mixin private LimitOption limit = new LimitOption();

    private final Session session;

    /** The command in a session. */
    public LeadsListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Map<String, Object>> leads =
                filter
                        .leads(session)
                        .find(
                                filter.asDocument(),
                                new Document(),
                                new Document("updatedAt", -1),
                                limit.orAll())
                        .stream()
                        .map(LeadView::of)
                        .toList();
        session.printer().result(leads, LeadsListCommand::table);
        return 0;
    }

    private static String table(List<Map<String, Object>> leads) {
        Table table = new Table("ID", "NAME", "PHONE", "EMAIL", "STATE", "SOURCE", "UPDATED");
        for (Map<String, Object> lead : leads) {
            table.row(
                    lead.get("id"),
                    lead.get("name"),
                    lead.get("phone"),
                    lead.get("email"),
                    lead.get("state"),
                    lead.get("source"),
                    lead.get("updatedAt"));
        }
        return table.toString();
    }
}
