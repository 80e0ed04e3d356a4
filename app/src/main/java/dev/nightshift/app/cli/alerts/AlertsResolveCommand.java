package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.TenantContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** {@code alerts resolve}. */
@Command(name = "resolve", description = "Ends an alert; the next of its code is a new one.")
public final class AlertsResolveCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Parameters(paramLabel = "ALERT", description = "The alert's id.")
    private String id = "";

    private final Session session;

    /** The command in a session. */
    public AlertsResolveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TenantContext context = session.existing(company.required(), "alerts");
        AlertView.print(session.printer(), session.alertDecisions().resolve(context, id));
        return 0;
    }
}
