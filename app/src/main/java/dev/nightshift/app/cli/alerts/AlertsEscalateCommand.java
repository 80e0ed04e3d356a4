package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.escalation.Escalations;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.ContactFile;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.PlatformContext;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** {@code alerts escalate}: one pass, for a schedule. */
@Command(
        name = "escalate",
        description = "Tells whoever is to be told now, of every company's alerts.")
public final class AlertsEscalateCommand implements Callable<Integer> {

    private final Session session;

    /** The command in a session. */
    public AlertsEscalateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PlatformContext platform = session.platform("alerts");
        ContactBook book =
                ContactFile.read(
                        session.settings().alertsConfig(), session.surroundings().environment());
        if (!session.printer().json()) {
            book.skipped().forEach(skipped -> session.printer().note(skipped));
        }
        try (Alerts alerts = session.alerts("alerts")) {
            Escalations.Outcome outcome =
                    alerts.escalations(book)
                            .pass(
                                    session.stores("alerts").companies().list(platform).stream()
                                            .map(company -> platform.in(company.id()))
                                            .toList());
            session.printer()
                    .result(
                            outcome,
                            of ->
                                    "%d alerts due, %d messages sent, %d failed%n"
                                            .formatted(of.alerts(), of.sent(), of.failed()));
        }
        return 0;
    }
}
