package dev.nightshift.app.cli.runs;

import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.runs.RunState;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
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
        Map<String, String> lines = new LinkedHashMap<>();
        put(lines, "run", run.runId());
        put(lines, "job", run.job());
        put(lines, "company", run.companyId());
        put(lines, "state", reasoned(run));
        put(lines, "by", run.startedBy());
        put(lines, "launched", moment(run.launchedAt()));
        put(lines, "started", moment(run.startedAt()));
        put(lines, "attempt", attempt(run));
        put(lines, "ended", moment(run.endedAt()));
        put(lines, "worked", run.durationMs() + " ms");
        put(lines, "done", done(run));
        put(lines, "counts", counts(run, name -> true));
        put(lines, "failure", run.failureCode());
        put(lines, "message", run.message());
        put(lines, "hint", run.hint());
        run.parameters().forEach((name, value) -> put(lines, name, value));
        run.artefacts().forEach((name, value) -> put(lines, name, value));
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (name, value) ->
                        text.append(name)
                                .append(" ".repeat(width + 2 - name.length()))
                                .append(value)
                                .append('\n'));
        return text.toString();
    }

    /** The newest one; the first began when the run did. */
    private static String attempt(RunRow run) {
        Instant began = run.attemptStartedAt();
        if (began != null) {
            return run.attempts() == 1
                    ? "1"
                    : "%d, which began at %s".formatted(run.attempts(), moment(began));
        }
        return run.state() == RunState.QUEUED
                ? "%d, which waits since %s".formatted(run.attempts(), moment(run.queuedAt()))
                : "%d, which never began".formatted(run.attempts());
    }

    private static @Nullable Instant moment(@Nullable Instant moment) {
        return moment == null ? null : moment.truncatedTo(ChronoUnit.MILLIS);
    }

    // What a run was asked for may be called like what is known of it: both are told.
    private static void put(Map<String, String> lines, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            String shown = Printable.of(name);
            lines.merge(shown, Printable.of(value.toString()), (one, other) -> one + "; " + other);
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
