package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;

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

    @Parameters(
            paramLabel = "ALERT",
            description = "The alert's id; one that begins with g stands for many.")
    private String id = "";

    private final Session session;

    /** The command in a session. */
    public AlertsAckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        new Deciding(session, company, id)
                .decide(
                        (alerts, context) -> alerts.decisions().ack(context, id),
                        (alerts, platform) -> alerts.groupDecisions().ack(platform, id));
        return 0;
    }
}
