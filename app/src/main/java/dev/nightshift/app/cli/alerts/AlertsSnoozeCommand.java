package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.concurrent.Callable;

/** {@code alerts snooze}. */
@Command(name = "snooze", description = "Tells nobody of an alert for a while.")
public final class AlertsSnoozeCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Parameters(
            paramLabel = "ALERT",
            description = "The alert's id; one that begins with g stands for many.")
    private String id = "";

    @Mixin private SpanOption span = new SpanOption();

    private final Session session;

    /** The command in a session. */
    public AlertsSnoozeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Instant until = session.surroundings().clock().instant().plus(span.duration());
        new Deciding(session, company, id)
                .decide(
                        (alerts, context) -> alerts.decisions().snooze(context, id, until),
                        (alerts, platform) -> alerts.groupDecisions().snooze(platform, id, until));
        return 0;
    }
}
