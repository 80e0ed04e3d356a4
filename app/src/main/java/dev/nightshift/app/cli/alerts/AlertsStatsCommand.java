package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.store.Totals;
import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.TenantContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code alerts stats}. */
@Command(
        name = "stats",
        description = "Counts a company's alerts: told, and suppressed as repeats.")
public final class AlertsStatsCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    private final Session session;

    /** The command in a session. */
    public AlertsStatsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
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
}
