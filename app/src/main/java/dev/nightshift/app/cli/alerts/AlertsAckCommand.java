package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.TenantContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** {@code alerts ack}. */
@Command(
        name = "ack",
        description = "Takes an alert: nobody is told any more, unless it becomes worse.")
public final class AlertsAckCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Parameters(paramLabel = "ALERT", description = "The alert's id.")
    private String id = "";

    private final Session session;

    /** The command in a session. */
    public AlertsAckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TenantContext context = session.existing(company.required(), "alerts");
        AlertView.print(session.printer(), session.alertDecisions().ack(context, id));
        return 0;
    }
}
