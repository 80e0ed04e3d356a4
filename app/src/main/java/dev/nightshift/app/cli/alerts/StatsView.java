package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.emit.Backlog;
import dev.nightshift.alerts.store.AlertTally;
import dev.nightshift.app.terminal.Counted;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alerts in numbers; the component names are the JSON contract. What waits, is refused and is lost
 * is of all companies and all processes that share the data dir.
 */
record StatsView(
        @Nullable String companyId,
        int companies,
        long alerts,
        long open,
        long acknowledged,
        long recorded,
        long suppressed,
        List<Row> bySeverity,
        List<Row> byCode,
        Spool waiting,
        long refused,
        @Nullable String refusedFile,
        long lost) {
    private static final String ALL = "";

    /** A line of a breakdown. */
    record Row(
            String name,
            long alerts,
            long open,
            long acknowledged,
            long recorded,
            long suppressed) {}

    /** What is on disk still. */
    record Spool(int processes, long lines, long bytes) {}

    static StatsView of(
            @Nullable String company, int companies, List<AlertTally> tallies, Backlog waiting) {
        AlertTally sum =
                tallies.stream().reduce(new AlertTally(ALL, ALL, 0, 0, 0, 0, 0), AlertTally::plus);
        return new StatsView(
                company,
                companies,
                sum.alerts(),
                sum.open(),
                sum.taken(),
                sum.recorded(),
                sum.suppressed(),
                rows(tallies.stream().map(tally -> tally.as(tally.severity(), ALL)).toList()),
                rows(tallies.stream().map(tally -> tally.as(tally.code(), ALL)).toList()),
                new Spool(waiting.journals(), waiting.lines(), waiting.bytes()),
                waiting.refused(),
                waiting.refused() == 0 ? null : waiting.refusedFile().toString(),
                waiting.lost());
    }

    private static List<Row> rows(Collection<AlertTally> tallies) {
        Map<String, AlertTally> byName = new TreeMap<>();
        tallies.forEach(tally -> byName.merge(tally.code(), tally, AlertTally::plus));
        return byName.values().stream()
                .sorted(Comparator.comparingLong(AlertTally::open).reversed())
                .map(
                        tally ->
                                new Row(
                                        tally.code(),
                                        tally.alerts(),
                                        tally.open(),
                                        tally.taken(),
                                        tally.recorded(),
                                        tally.suppressed()))
                .toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s of %s: %d open, %d of these acknowledged%n"
                        .formatted(
                                Counted.of(alerts, "alert", "alerts"),
                                companyId == null ? "all companies" : companyId,
                                open,
                                acknowledged));
        text.append(
                "%d emits recorded, %d suppressed as repeats within a minute%n"
                        .formatted(recorded, suppressed));
        if (!byCode.isEmpty()) {
            text.append('\n').append(table("SEVERITY", bySeverity));
            text.append('\n').append(table("CODE", byCode));
        }
        text.append("\nof all companies and processes here:\n");
        text.append(
                "waiting  %d emits (%d bytes) in %d journals%n"
                        .formatted(waiting.lines(), waiting.bytes(), waiting.processes()));
        text.append("refused  %d%n".formatted(refused));
        if (refusedFile != null) {
            text.append(
                    "         they cannot be recorded as they are; read %s%n"
                            .formatted(Printable.of(refusedFile)));
        }
        text.append("lost     %d%n".formatted(lost));
        if (lost > 0) {
            text.append("         there was no room on disk for them; make room\n");
        }
        return text.toString();
    }

    private static String table(String heading, List<Row> rows) {
        Table table =
                new Table(heading, "ALERTS", "OPEN", "ACKNOWLEDGED", "RECORDED", "SUPPRESSED");
        rows.forEach(
                row ->
                        table.row(
                                row.name(),
                                row.alerts(),
                                row.open(),
                                row.acknowledged(),
                                row.recorded(),
                                row.suppressed()));
        return table.toString();
    }
}
