package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.TenantContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Instant;
import java.util.concurrent.Callable;

/** {@code alerts mute}. */
@Command(
        name = "mute",
        description =
                "Opens a maintenance window: what it covers is recorded, and told when it ends.")
public final class AlertsMuteCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Option(
            names = "--code",
            paramLabel = "CODE",
            required = true,
            description = "The code it covers, and no other; '*' for all of the company's.")
    private String code = "";

    @Mixin private SpanOption span = new SpanOption();

    private final Session session;

    /** The command in a session. */
    public AlertsMuteCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. */
    record Muted(String muteId, String code, Instant until) {}

    @Override
    public Integer call() {
        TenantContext context = session.existing(company.required(), "alerts");
        Instant until = session.surroundings().clock().instant().plus(span.duration());
        String id = session.alertMutes().add(context, code, until);
        session.printer()
                .result(
                        new Muted(id, code, until),
                        mute -> "%s is muted until %s%n".formatted(code, until));
        return 0;
    }
}
