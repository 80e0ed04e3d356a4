package dev.nightshift.app.cli.imports;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.LimitOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.csvimport.ImportLedger;
import dev.nightshift.platform.tenant.TenantContext;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code import list}. */
@Command(name = "list", description = "Lists a company's imports, the newest first.")
public final class ImportListCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Mixin private LimitOption limit = new LimitOption();

    private final Session session;

    /** The command in a session. */
    public ImportListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        TenantContext context = session.existing(company.required(), "imports");
        List<Map<String, Object>> imports =
                new ImportLedger(session.stores("imports").mongo().tenants())
                        .list(context, limit.orAll()).stream().map(ImportView::of).toList();
        session.printer().result(imports, ImportView::table);
        return 0;
    }
}
