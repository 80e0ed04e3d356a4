package dev.nightshift.app.cli.imports;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.csvimport.ImportUndos;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code import undo}. */
@Command(
        name = "undo",
        description = {
            "Takes an import back: removes the leads it inserted, restores those it updated.",
            "A lead that was changed since is left alone and named."
        })
public final class ImportUndoCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IMPORT_ID", description = "The import, as in its report.")
    private String importId = "";

    @Mixin private CompanyOption company = new CompanyOption();

    private final Session session;

    /** The command in a session. */
    public ImportUndoCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. */
    record Undone(
            long runId,
            String importId,
            String companyId,
            String state,
            long removed,
            long restored,
            long changedSince,
            List<String> changedLeads,
            long durationMs,
            @Nullable String failureCode) {}

    @Override
    public Integer call() {
        TenantContext context = session.existing(company.required(), "csv-import-undo");
        Jobs jobs = session.jobs("csv-import-undo");
        ImportUndos.Report report =
                jobs.watched(listener -> jobs.undos().run(context, importId, listener));
        RunReport run = report.run();
        session.printer()
                .result(
                        new Undone(
                                run.runId(),
                                importId,
                                context.companyId(),
                                run.state().name(),
                                run.counts().getOrDefault("removed", 0L),
                                run.counts().getOrDefault("restored", 0L),
                                run.counts().getOrDefault("changedSince", 0L),
                                report.changedLeads(),
                                run.durationMs(),
                                run.failureCode()),
                        ImportUndoCommand::text);
        if (run.message() != null) {
            session.printer().note("error: " + run.message());
        }
        return run.exitCode();
    }

    private static String text(Undone undone) {
        StringBuilder text = new StringBuilder();
        text.append(
                """
                state          %s
                removed        %d
                restored       %d
                changed since  %d
                """
                        .formatted(
                                undone.state(),
                                undone.removed(),
                                undone.restored(),
                                undone.changedSince()));
        undone.changedLeads().forEach(lead -> text.append("  ").append(lead).append('\n'));
        return text.toString();
    }
}
