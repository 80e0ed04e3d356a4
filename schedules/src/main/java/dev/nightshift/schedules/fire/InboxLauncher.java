package dev.nightshift.schedules.fire;

import dev.nightshift.jobs.csvimport.CsvImports;
import dev.nightshift.jobs.csvimport.ImportOptions;
import dev.nightshift.jobs.csvimport.ImportRequest;
import dev.nightshift.jobs.csvimport.inbox.Inbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Imports what lies in a company's inbox, a run for each file. Going on is beginning again: a file
 * whose import was stopped goes on where it stood. Thread-safe.
 */
public final class InboxLauncher implements Launcher {
    private final Path folder;
    private final CsvImports imports;
    private final Function<Object, String> json;

    /**
     * @param folder with one folder per company
     * @param json writes a report
     */
    public InboxLauncher(Path folder, CsvImports imports, Function<Object, String> json) {
        this.folder = folder;
        this.imports = imports;
        this.json = json;
    }

    @Override
    public Outcome launch(Order order, LongConsumer accepted) {
        if (!Files.isDirectory(folder.resolve(order.requiredCompany().value()))) {
            return new Outcome(Outcome.State.DONE, 0, "no inbox");
        }
        Inbox inbox =
                new Inbox(
                        folder,
                        (company, file) ->
                                imports.run(
                                        new ImportRequest(
                                                order.context().in(company),
                                                file.toString(),
                                                ImportOptions.defaults()),
                                        new RunLauncher.Told(accepted)),
                        json);
        return outcome(inbox.run(order.context(), order.requiredCompany()));
    }

    private static Outcome outcome(List<Inbox.Item> items) {
        for (Inbox.Item item : items) {
            if (item.outcome().equals("STOPPED")) {
                return new Outcome(Outcome.State.STOPPED, items.size(), "an import was stopped");
            }
        }
        long failed = items.stream().filter(item -> item.code() != null).count();
        return failed == 0
                ? new Outcome(Outcome.State.DONE, items.size(), "")
                : new Outcome(
                        Outcome.State.FAILED,
                        items.size(),
                        "%d of %d files were not imported".formatted(failed, items.size()));
    }
}
