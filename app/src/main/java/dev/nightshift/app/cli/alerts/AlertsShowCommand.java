package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.TenantContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** {@code alerts show}. */
@Command(name = "show", description = "Shows an alert: who was told, and when next.")
public final class AlertsShowCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Parameters(
            paramLabel = "ALERT",
            description = "The alert's id; one that begins with g stands for many.")
    private String id = "";

    private final Session session;

    /** The command in a session. */
    public AlertsShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (ServiceAlerts.isId(id)) {
            ServiceView.print(session.printer(), session.serviceAlerts().require(id));
            return 0;
        }
        TenantContext context = session.existing(company.required(), "alerts");
        AlertView.print(session.printer(), session.alertStore().require(context, id));
        return 0;
    }
}
