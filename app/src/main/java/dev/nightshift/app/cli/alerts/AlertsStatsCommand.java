package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.alerts.store.AlertTally;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code alerts stats}. */
@Command(
        name = "stats",
        description =
                "Counts alerts: recorded, suppressed as repeats, open; and what waits on disk, was"
                        + " refused or was lost.")
public final class AlertsStatsCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--company"},
            paramLabel = "ID",
            description = "One company; all by default.")
    private @Nullable String company;

    @Option(names = "--service", description = "Those of no company, by kind.")
    private boolean service;

    private final Session session;

    /** The command in a session. */
    public AlertsStatsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (service) {
            ServiceTotals of = ServiceTotals.of(session.serviceAlerts().totals());
            session.printer().result(of, ServiceTotals::text);
            return 0;
        }
        List<CompanyId> companies = companies();
        AlertStore store = session.alertStore();
        List<AlertTally> tallies =
                companies.stream()
                        .flatMap(id -> store.tallies(session.platform("alerts").in(id)).stream())
                        .toList();
        StatsView view =
                StatsView.of(
                        company,
                        companies.size() - (company == null ? 1 : 0),
                        tallies,
                        Alerts.backlog(session.settings().dataDir()));
        session.printer().result(view, StatsView::text);
        return 0;
    }

    private List<CompanyId> companies() {
        if (company != null) {
            return List.of(session.existing(new CompanyId(company), "alerts").company());
        }
        return Stream.concat(
                        Stream.of(PlatformContext.SERVICE),
                        session
                                .stores("alerts")
                                .companies()
                                .list(session.platform("alerts"))
                                .stream()
                                .map(Company::id))
                .toList();
    }

    /** Alerts of no company; the names are the JSON contract. */
    record ServiceTotals(Of storms, Of dependencies, Of channels) {
        /** How many, and how many of these are not over. */
        record Of(long alerts, long open) {
            static Of of(Document totals, String kind) {
                Document of = totals.get(kind, new Document());
                return new Of(of.getLong("alerts"), of.getLong("open"));
            }

            private String text() {
                return "%d, %d open".formatted(alerts, open);
            }
        }

        static ServiceTotals of(Document totals) {
            return new ServiceTotals(
                    Of.of(totals, "storm"), Of.of(totals, "dependency"), Of.of(totals, "channel"));
        }

        private String text() {
            return "storms %s; servers away %s; channels at rest %s%n"
                    .formatted(storms.text(), dependencies.text(), channels.text());
        }
    }
}
