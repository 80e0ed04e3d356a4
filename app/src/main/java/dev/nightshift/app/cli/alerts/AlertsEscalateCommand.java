package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.emit.Keys;
import dev.nightshift.alerts.escalation.Escalations;
import dev.nightshift.alerts.outage.Outages;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Counted;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.PlatformContext;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;
import java.util.stream.Stream;

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
        ContactBook book = session.contacts();
        if (!session.printer().json()) {
            book.skipped().forEach(skipped -> session.printer().note(skipped.toString()));
        }
        try (Alerts alerts = session.alerts("alerts")) {
            Escalations.Outcome outcome =
                    alerts.escalations(book)
                            .pass(
                                    Stream.concat(
                                                    Stream.of(platform.service()),
                                                    session
                                                            .stores("alerts")
                                                            .companies()
                                                            .list(platform)
                                                            .stream()
                                                            .map(of -> platform.in(of.id())))
                                            .toList());
            session.printer()
                    .result(
                            outcome,
                            of ->
                                    "%s due, %s sent, %d failed%n"
                                            .formatted(
                                                    Counted.of(of.alerts(), "alert", "alerts"),
                                                    Counted.of(of.sent(), "message", "messages"),
                                                    of.failed()));
        } catch (NightshiftException failure) {
            if (failure.code() == FailureCode.MONGODB_UNAVAILABLE) {
                tellOfWhatWaits(book);
            }
            throw failure;
        }
        return 0;
    }

    /** The record is away; what waits for it on disk is told from there. */
    private void tellOfWhatWaits(ContactBook book) {
        Outages.Outcome outcome =
                new Outages(
                                Alerts.spool(session.settings().dataDir()),
                                () -> book,
                                new Keys(
                                        () ->
                                                RegistryLoader.load(
                                                                session.settings().registryDir())
                                                        .registry()),
                                group -> {},
                                session.surroundings().clock())
                        .pass(true);
        if (!session.printer().json()) {
            session.printer()
                    .note(
                            "MongoDB is away; alerts that wait on disk: %d, messages sent: %d, failed: %d"
                                    .formatted(
                                            outcome.waiting(), outcome.sent(), outcome.failed()));
        }
    }
}
