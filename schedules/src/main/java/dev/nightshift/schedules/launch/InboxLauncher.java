package dev.nightshift.schedules.launch;

import dev.nightshift.jobs.csvimport.CsvImports;
import dev.nightshift.jobs.csvimport.ImportReport;
import dev.nightshift.jobs.csvimport.inbox.Inbox;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.ImportRequest;
import dev.nightshift.jobs.runs.store.RunEnd;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.runs.RunState;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * Imports what lies in a company's inbox, a run for each file. Going on is beginning again: a file
 * whose import was stopped goes on where it stood. Thread-safe.
 */
public final class InboxLauncher implements Launcher {
    private final Path folder;
    private final CsvImports imports;
    private final LongFunction<RunRow> runs;
    private final Function<Object, String> json;

    /**
     * @param folder with one folder per company
     * @param runs shows a run
     * @param json writes a report
     */
    public InboxLauncher(
            Path folder,
            CsvImports imports,
            LongFunction<RunRow> runs,
            Function<Object, String> json) {
        this.folder = folder;
        this.imports = imports;
        this.runs = runs;
        this.json = json;
    }

    @Override
    public Outcome launch(Order order, LongConsumer accepted) {
        return launch(order, accepted, false);
    }

    private Outcome launch(Order order, LongConsumer accepted, boolean again) {
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
        return outcome(inbox.run(order.context(), order.requiredCompany()), again);
    }

    /**
     * When the run is over the inbox is begun again: its file is settled, and the others follow.
     */
    @Override
    public Outcome look(Order order, long runId, LongConsumer accepted) {
        RunRow run = runs.apply(runId);
        return run.state() == RunState.PAUSED || run.state().isActive()
                ? paused(run, 0)
                : launch(order, accepted, true);
    }

    private Outcome outcome(List<Inbox.Item> items, boolean again) {
        boolean stopped = false;
        for (Inbox.Item item : items) {
            if (again && FailureCode.ALREADY_RUNNING.name().equals(item.code())) {
                // Another import that was paused with it, and is at work again.
                return new Outcome(Outcome.State.PAUSED, items.size(), "an import is at work");
            }
            if (item.outcome().equals("STOPPED")) {
                Optional<RunRow> run = run(item);
                if (run.isPresent() && run.get().state() == RunState.PAUSED) {
                    return paused(run.get(), items.size());
                }
                stopped = true;
            }
        }
        if (stopped) {
            return new Outcome(Outcome.State.STOPPED, items.size(), "an import was stopped");
        }
        long failed = items.stream().filter(item -> item.code() != null).count();
        return failed == 0
                ? new Outcome(Outcome.State.DONE, items.size(), "")
                : new Outcome(
                        Outcome.State.FAILED,
                        items.size(),
                        "%d of %d files were not imported".formatted(failed, items.size()));
    }

    private Optional<RunRow> run(Inbox.Item item) {
        ImportReport report = item.report();
        return Optional.ofNullable(report == null ? null : report.runId()).map(runs::apply);
    }

    private static Outcome paused(RunRow run, int files) {
        return new Outcome(
                run.stateReason().equals(RunEnd.READ_ONLY)
                        ? Outcome.State.READ_ONLY
                        : Outcome.State.PAUSED,
                files,
                "an import is paused");
    }
}
