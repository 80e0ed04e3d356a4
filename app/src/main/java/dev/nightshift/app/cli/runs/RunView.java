package dev.nightshift.app.cli.runs;

import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Runs for people; as JSON they are printed as they are. */
public final class RunView {
    private RunView() {}

    static String table(List<RunRow> runs) {
        Table table = new Table("RUN", "JOB", "COMPANY", "STATE", "BY", "STARTED", "COUNTS");
        for (RunRow run : runs) {
            table.row(
                    run.runId(),
                    run.job(),
                    run.companyId(),
                    run.state(),
                    run.startedBy(),
                    run.startedAt(),
                    counts(run));
        }
        return table.toString();
    }

    /** All about one run. */
    static String lines(RunRow run) {
        StringBuilder text = new StringBuilder();
        line(text, "run", run.runId());
        line(text, "job", run.job());
        line(text, "company", run.companyId());
        line(text, "state", reasoned(run));
        line(text, "by", run.startedBy());
        line(text, "queued", run.queuedAt());
        line(text, "started", run.startedAt());
        line(text, "ended", run.endedAt());
        line(text, "worked", run.durationMs() + " ms");
        line(text, "attempts", run.attempts());
        line(text, "done", done(run));
        line(text, "counts", counts(run, name -> true));
        line(text, "failure", run.failureCode());
        line(text, "message", run.message());
        line(text, "hint", run.hint());
        for (Map.Entry<String, String> parameter : run.parameters().entrySet()) {
            line(text, parameter.getKey(), parameter.getValue());
        }
        for (Map.Entry<String, String> artefact : run.artefacts().entrySet()) {
            line(text, artefact.getKey(), artefact.getValue());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            text.append("%-9s  %s%n".formatted(Printable.of(name), Printable.of(value.toString())));
        }
    }

    private static String reasoned(RunRow run) {
        return run.stateReason().isEmpty()
                ? run.state().name()
                : "%s (%s)".formatted(run.state(), run.stateReason());
    }

    private static String done(RunRow run) {
        Long total = run.total();
        return total == null || total == 0
                ? ""
                : "%d %%".formatted(Math.min(100, run.done() * 100 / total));
    }

    /** Counts on one line, as {@code read 100, inserted 98}, without those by code. */
    static String counts(RunRow run) {
        return counts(run, name -> !name.contains("."));
    }

    private static String counts(RunRow run, Predicate<String> shown) {
        return run.counts().entrySet().stream()
                .filter(count -> shown.test(count.getKey()))
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The exit code of a command that waited for the run. */
    static int exit(RunRow run) {
        String code = run.failureCode();
        return switch (run.state()) {
            case COMPLETED -> Exit.DONE;
            case STOPPED, PAUSED -> Exit.STOPPED;
            case FAILED -> code == null ? Exit.FAILED : FailureCode.valueOf(code).exitCode();
            case QUEUED, RUNNING, PAUSING, STOPPING, ABANDONED -> Exit.FAILED;
        };
    }
}
