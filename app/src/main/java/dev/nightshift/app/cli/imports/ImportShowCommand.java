package dev.nightshift.app.cli.imports;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.csvimport.ImportLedger;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.concurrent.Callable;

/** {@code import show}. */
@Command(name = "show", description = "Shows one import of a company.")
public final class ImportShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IMPORT_ID", description = "The import, as in its report.")
    private String importId = "";

    @Mixin private CompanyOption company = new CompanyOption();

    private final Session session;

    /** The command in a session. */
    public ImportShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TenantContext context = session.existing(company.required(), "imports");
        var entry =
                new ImportLedger(session.stores("imports").mongo().tenants())
                        .find(context, importId)
                        .orElseThrow(
                                () ->
                                        new NightshiftException(
                                                FailureCode.NOT_FOUND,
                                                "Company %s has no import %s."
                                                        .formatted(context.company(), importId),
                                                "List them: nightshift import list --company %s"
                                                        .formatted(context.company())));
        session.printer().result(ImportView.of(entry), ImportView::lines);
        return 0;
    }
}
