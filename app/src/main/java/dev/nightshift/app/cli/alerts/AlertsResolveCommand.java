package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** {@code alerts resolve}. */
@Command(name = "resolve", description = "Ends an alert; the next of its code is a new one.")
public final class AlertsResolveCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Parameters(
            paramLabel = "ALERT",
            description = "The alert's id; one that begins with g stands for many.")
    private String id = "";

    private final Session session;

    /** The command in a session. */
    public AlertsResolveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        new Deciding(session, company, id)
                .decide(
                        (alerts, context) -> alerts.decisions().resolve(context, id),
                        (alerts, platform) -> alerts.groupDecisions().resolve(platform, id));
        return 0;
    }
}
