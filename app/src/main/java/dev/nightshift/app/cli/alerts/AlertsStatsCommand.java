package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.store.Totals;
import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code alerts stats}. */
@Command(
        name = "stats",
        description = "Counts a company's alerts: told, and suppressed as repeats.")
public final class AlertsStatsCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

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
        TenantContext context = session.existing(company.required(), "alerts");
        Totals totals = session.alertStore().totals(context);
        session.printer()
                .result(
                        totals,
                        of ->
                                "%d alerts, %d open; %d told, %d repeats%n"
                                        .formatted(
                                                of.alerts(),
                                                of.open(),
                                                of.recorded(),
                                                of.suppressed()));
        return 0;
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
