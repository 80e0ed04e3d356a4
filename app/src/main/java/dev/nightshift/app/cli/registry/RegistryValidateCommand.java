package dev.nightshift.app.cli.registry;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.registryvalidation.RegistryValidations;
import dev.nightshift.platform.failure.Exit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code registry validate}. */
@Command(
        name = "validate",
        description = {
            "Validates every entry of the registry for each company: files, names, owners, signs",
            "of life, contacts, and the whole way of an alert, tried without telling anybody.",
            "Exits 1 when something became invalid since the last time."
        })
public final class RegistryValidateCommand implements Callable<Integer> {
    private static final String FEATURE = "registry-validation";

    @Mixin private CompaniesOption companies = new CompaniesOption();

    private final Session session;

    /** The command in a session. */
    public RegistryValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var context = session.platform(FEATURE);
        Jobs jobs = session.jobs(FEATURE);
        RegistryValidations.Report report =
                jobs.watched(
                        listener -> jobs.validations().run(context, companies.one(), listener));
        session.printer().result(ValidationView.of(report), ValidationView::text);
        if (report.run().message() != null) {
            session.printer().note("error: " + report.run().message());
        }
        int exit = report.run().exitCode();
        return exit == Exit.DONE && report.isWorse() ? Exit.FAILED : exit;
    }
}
