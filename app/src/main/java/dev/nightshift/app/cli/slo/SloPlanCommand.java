package dev.nightshift.app.cli.slo;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.sloprobe.plan.Slo;
import dev.nightshift.jobs.sloprobe.plan.SloPlans;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code slo plan}. */
@Command(
        name = "plan",
        description = {
            "Reads all plans and shows what is measured, and against which budget. Needs no store.",
            "Files of yours are in slo/ of the data dir; one of the name of a shipped file"
                    + " replaces it."
        })
public final class SloPlanCommand implements Callable<Integer> {
    @Option(names = "--slo", paramLabel = "NAME", description = "Only that one.")
    private @Nullable String slo;

    private final Session session;

    /** The command in a session. */
    public SloPlanCommand(Session session) {
        this.session = session;
    }

    /** An SLO; the names are the JSON contract. */
    record Line(
            String slo,
            String title,
            String tab,
            String code,
            String probe,
            String indicator,
            String budget,
            double target,
            double thresholdMs,
            int requests,
            int maxRequests,
            int perSecond,
            long timeoutMs,
            int windowDays,
            boolean fullOnly,
            String place) {
        static Line of(Slo slo) {
            return new Line(
                    slo.name(),
                    slo.title(),
                    slo.operation().tab(),
                    slo.operation().code(),
                    slo.probing().shown(),
                    slo.indicator().wire(),
                    slo.budget(),
                    slo.target(),
                    slo.thresholdMs(),
                    slo.probing().requests(),
                    slo.probing().maxRequests(),
                    slo.probing().perSecond(),
                    slo.probing().timeout().toMillis(),
                    slo.windowDays(),
                    slo.fullOnly(),
                    slo.place());
        }
    }

    @Override
    public Integer call() {
        List<Line> lines =
                SloPlans.of(session.settings()).asked(slo, true).stream().map(Line::of).toList();
        session.printer().result(lines, SloPlanCommand::text);
        return 0;
    }

    private static String text(List<Line> lines) {
        Table table = new Table("SLO", "TAB", "PROBE", "BUDGET", "REQUESTS", "A SECOND", "FILE");
        for (Line line : lines) {
            table.row(
                    line.slo(),
                    line.tab(),
                    line.probe(),
                    line.budget(),
                    line.requests(),
                    line.perSecond(),
                    line.place());
        }
        return table.toString();
    }
}
