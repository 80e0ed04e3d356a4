package dev.nightshift.app.cli.leads;

import dev.nightshift.app.cli.Session;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code leads count}. */
@Command(name = "count", description = "Counts a company's leads.")
public final class LeadsCountCommand implements Callable<Integer> {
    @Mixin private LeadFilter filter = new LeadFilter();

    private final Session session;

    /** The command in a session. */
    public LeadsCountCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. */
    record Count(String companyId, @Nullable String importId, long leads) {}

    @Override
    public Integer call() {
        long leads = filter.leads(session).count(filter.asDocument());
        session.printer()
                .result(
                        new Count(filter.companyId(), filter.importId(), leads),
                        count -> Long.toString(count.leads()));
        return 0;
    }
}
