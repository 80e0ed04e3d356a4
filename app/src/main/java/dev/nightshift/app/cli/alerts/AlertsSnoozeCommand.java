package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.TenantContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.concurrent.Callable;

/** {@code alerts snooze}. */
@Command(name = "snooze", description = "Tells nobody of an alert for a while.")
public final class AlertsSnoozeCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Parameters(paramLabel = "ALERT", description = "The alert's id.")
    private String id = "";

    @Mixin private SpanOption span = new SpanOption();

    private final Session session;

    /** The command in a session. */
    public AlertsSnoozeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TenantContext context = session.existing(company.required(), "alerts");
        Instant until = session.surroundings().clock().instant().plus(span.duration());
        AlertView.print(session.printer(), session.alertDecisions().snooze(context, id, until));
        return 0;
    }
}
