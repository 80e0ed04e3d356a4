package dev.nightshift.app.cli.imports;

import dev.nightshift.app.cli.Jobs;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Json;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.csvimport.ImportReport;
import dev.nightshift.jobs.csvimport.inbox.Inbox;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.ImportRequest;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.tenant.CompanyId;

import picocli.CommandLine.Command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code import inbox}. */
@Command(
        name = "inbox",
        description = {
            "Imports what lies in the inbox: COMPANY/*.csv, .csv.gz or .csv.zip below",
            "NIGHTSHIFT_INBOX_DIR (inbox by default). Each file moves to done/ or failed/ of its",
            "company with its report beside it; one company's failure stops no other.",
            "Exit code 1 when a file was not imported."
        })
public final class ImportInboxCommand implements Callable<Integer> {
    private final Session session;

    /** The command in a session. */
    public ImportInboxCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Jobs jobs = session.jobs(ImportCommand.FEATURE);
        Inbox inbox =
                new Inbox(
                        session.settings().inboxDir(),
                        (company, file) -> run(jobs, company, file),
                        Json::pretty);
        List<Inbox.Item> items = inbox.run(session.platform(ImportCommand.FEATURE));
        session.printer().result(items, ImportInboxCommand::table);
        return items.stream().anyMatch(item -> item.code() != null) ? Exit.FAILED : Exit.DONE;
    }

    private ImportReport run(Jobs jobs, CompanyId company, Path file) {
        ImportRequest request =
                new ImportRequest(
                        session.tenant(company, ImportCommand.FEATURE),
                        file.toString(),
                        ImportOptions.defaults());
        return jobs.watched(listener -> jobs.imports().run(request, listener));
    }

    private static String table(List<Inbox.Item> items) {
        Table table = new Table("COMPANY", "FILE", "OUTCOME", "CODE", "MOVED TO", "MESSAGE");
        for (Inbox.Item item : items) {
            table.row(
                    item.companyId(),
                    item.file(),
                    item.outcome(),
                    item.code(),
                    item.movedTo(),
                    item.message());
        }
        return table.toString();
    }
}
