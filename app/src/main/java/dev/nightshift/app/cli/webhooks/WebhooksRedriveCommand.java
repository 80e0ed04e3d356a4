package dev.nightshift.app.cli.webhooks;

import dev.nightshift.app.cli.CompanyOrAll;
import dev.nightshift.app.cli.CompanyRun;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Counted;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.webhookredrive.WebhookRedriveJob;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.tenant.CompanyId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code webhooks redrive}. */
@Command(
        name = "redrive",
        description = {
            "Sends failed webhook events to the endpoint of NIGHTSHIFT_WEBHOOK_URL, each once.",
            "The header Idempotency-Key is the same however often an event is sent.",
            "Exit code 1 when some failed again."
        })
public final class WebhooksRedriveCommand implements Callable<Integer> {
    @Mixin private CompanyOrAll whose = new CompanyOrAll();

    @Option(names = "--dry-run", description = "Only counts them.")
    private boolean dryRun;

    private final Session session;

    /** The command in a session. */
    public WebhooksRedriveCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. */
    record Redriven(
            long runId,
            String state,
            boolean dryRun,
            long companies,
            long found,
            long processed,
            long refused,
            long durationMs) {
        static Redriven of(RunReport run, boolean dryRun) {
            return new Redriven(
                    run.runId(),
                    run.state().name(),
                    dryRun,
                    count(run, "companies"),
                    count(run, "found"),
                    count(run, "processed"),
                    count(run, "refused"),
                    run.durationMs());
        }

        private static long count(RunReport run, String name) {
            return run.counts().getOrDefault(name, 0L);
        }

        String text() {
            return dryRun
                    ? "%s of %s would be sent"
                            .formatted(
                                    Counted.of(found, "failed event", "failed events"),
                                    Counted.companies(companies))
                    : "%s sent: %d taken, %d failed again"
                            .formatted(Counted.of(found, "event", "events"), processed, refused);
        }
    }

    @Override
    public Integer call() {
        CompanyId company = whose.companyOrNull();
        if (!dryRun && session.settings().webhookUrl().isEmpty()) {
            throw WebhookRedriveJob.noEndpoint();
        }
        RunReport run =
                CompanyRun.of(
                        session,
                        WebhookRedriveJob.NAME,
                        company,
                        (starter, context, asked, listener) ->
                                WebhookRedriveJob.start(starter, context, asked, dryRun, listener));
        Redriven done = Redriven.of(run, dryRun);
        session.printer().result(done, Redriven::text);
        CompanyRun.tellFailure(session, run);
        return run.exitCode() == Exit.DONE && done.refused() > 0 ? Exit.FAILED : run.exitCode();
    }
}
