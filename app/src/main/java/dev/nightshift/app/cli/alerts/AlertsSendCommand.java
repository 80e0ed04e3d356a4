package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.Severity;
import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.TenantContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.concurrent.Callable;

/** {@code alerts send}. */
@Command(name = "send", description = "Raises an alert, as the service itself would.")
public final class AlertsSendCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Option(names = "--code", paramLabel = "CODE", required = true, description = "What it is.")
    private String code = "";

    @Option(
            names = "--severity",
            paramLabel = "LEVEL",
            required = true,
            description = "INFO, WARNING or CRITICAL.")
    private Severity severity = Severity.INFO;

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            required = true,
            description = "For whoever is told; personal data is taken out.")
    private String message = "";

    private final Session session;

    /** The command in a session. */
    public AlertsSendCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. */
    record Sent(String code, boolean recorded) {}

    @Override
    public Integer call() throws InterruptedException {
        TenantContext context = session.existing(company.required(), "alerts");
        try (Alerts alerts = session.alerts("alerts")) {
            alerts.sendAlert(context, Alert.of(code, severity, message));
            boolean recorded = alerts.flush(Duration.ofSeconds(30));
            session.printer()
                    .result(
                            new Sent(code, recorded),
                            sent ->
                                    recorded
                                            ? "recorded%n".formatted()
                                            : "kept on disk until MongoDB is back%n".formatted());
        }
        return 0;
    }
}
