package dev.nightshift.app.cli.backfill;

import dev.nightshift.app.terminal.Counted;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.backfill.BackfillStatus;
import dev.nightshift.jobs.backfill.PlanReport;
import dev.nightshift.jobs.backfill.company.sample.Samples;
import dev.nightshift.migrations.ledger.FailedDocument;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Plans and states of backfills for people; as JSON they are printed as they are. */
final class BackfillView {
    private static final int NAMED = 20;

    private BackfillView() {}

    static String plan(PlanReport plan) {
        StringBuilder text = new StringBuilder();
        line(text, "migration", plan.migration());
        line(text, "state", plan.state());
        line(text, "matches", plan.matches() + " documents of " + plan.collection());
        line(text, "would change", plan.wouldChange());
        if (plan.unchanged() > 0) {
            line(text, "unchanged", plan.unchanged());
        }
        line(text, "would fail", plan.wouldFail());
        plan.failuresByCode()
                .forEach((code, count) -> line(text, "", "%s %d".formatted(code, count)));
        if (plan.etaMs() > 0) {
            line(text, "would take", "about " + span(plan.etaMs()));
        }
        if (!plan.missingIndexes().isEmpty()) {
            line(text, "builds first", String.join(", ", plan.missingIndexes()));
        }
        Table companies = new Table("COMPANY", "STAGE", "MATCHES", "WOULD CHANGE", "WOULD FAIL");
        plan.companies()
                .forEach(
                        company ->
                                companies.row(
                                        company.companyId(),
                                        company.stage(),
                                        company.matches(),
                                        company.wouldChange(),
                                        company.wouldFail()));
        text.append(companies);
        if (!plan.samples().isEmpty()) {
            Table samples = new Table("COMPANY", "DOCUMENT", "FIELD", "BEFORE", "AFTER");
            for (Samples.Sample sample : plan.samples()) {
                for (Samples.Field field : sample.fields()) {
                    samples.row(
                            sample.companyId(),
                            sample.id(),
                            field.path(),
                            field.before(),
                            field.after());
                }
            }
            text.append("samples, letters and digits masked:\n").append(samples);
        }
        plan.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return text.append("Nothing was written.\n").toString();
    }

    static String summary(BackfillStatus status) {
        StringBuilder text = new StringBuilder();
        line(text, "migration", status.migration());
        line(
                text,
                "state",
                status.reason().isEmpty()
                        ? status.state()
                        : "%s (%s)".formatted(status.state(), status.reason()));
        if (status.runId() != null) {
            line(text, "run", "%d %s".formatted(status.runId(), status.runState()));
        }
        line(text, "stage", "%d of %d".formatted(status.stage(), status.stages()));
        line(
                text,
                "companies",
                "%d of %d done, %d failed"
                        .formatted(
                                status.companiesDone(),
                                status.companies(),
                                status.companiesFailed()));
        line(text, "changed", status.changed());
        line(text, "unchanged", status.unchanged());
        line(text, "failed", status.failed());
        line(text, "conflicts", status.conflicts());
        return text.toString();
    }

    static String status(BackfillStatus status) {
        StringBuilder text = new StringBuilder(summary(status));
        line(text, "about", status.summary());
        line(text, "by", status.startedBy());
        line(text, "started", status.startedAt());
        line(
                text,
                "pace",
                "%s, %s at once"
                        .formatted(
                                status.rate() == 0
                                        ? "no cap"
                                        : "at most %d documents/s".formatted(status.rate()),
                                Counted.companies(status.concurrency())));
        if (status.documentsPerSecond() != null) {
            line(text, "speed", status.documentsPerSecond() + " documents/s");
        }
        if (status.etaMs() != null) {
            line(text, "left", "about " + span(status.etaMs()));
        }
        if (!status.stragglers().isEmpty()) {
            line(text, "stragglers", String.join(", ", status.stragglers()));
        }
        if (!status.excluded().isEmpty()) {
            line(text, "excluded", String.join(", ", status.excluded()));
        }
        Table grid =
                new Table(
                        "COMPANY", "STAGE", "STATE", "DONE", "CHANGED", "FAILED", "LEFT", "TOOK",
                        "NOTE");
        for (BackfillStatus.CompanyRow row : status.grid()) {
            grid.row(
                    row.companyId(),
                    row.stage(),
                    row.state(),
                    row.percent() == null ? "" : row.percent() + "%",
                    row.changed(),
                    row.failed(),
                    row.remaining() == null ? "" : row.remaining(),
                    row.durationMs() == null ? "" : span(row.durationMs()),
                    note(row));
        }
        return text.append(grid).append(failures(status.grid())).toString();
    }

    private static String note(BackfillStatus.CompanyRow row) {
        if (row.failure() != null) {
            return row.failure();
        }
        String note = row.note() == null ? "" : row.note();
        return row.restored() + row.changedSince() == 0
                ? note
                : "%d restored, %d changed since%s"
                        .formatted(
                                row.restored(),
                                row.changedSince(),
                                note.isEmpty() ? "" : "; " + note);
    }

    private static String failures(List<BackfillStatus.CompanyRow> grid) {
        Table table = new Table("COMPANY", "DOCUMENT", "CODE", "REASON");
        int named = 0;
        for (BackfillStatus.CompanyRow row : grid) {
            for (FailedDocument document : row.failedDocuments()) {
                if (named++ < NAMED) {
                    table.row(row.companyId(), document.id(), document.code(), document.reason());
                }
            }
        }
        if (named == 0) {
            return "";
        }
        return "documents that were left as they are"
                + (named > NAMED ? ", the first %d of those that are named".formatted(NAMED) : "")
                + ":\n"
                + table;
    }

    static String span(long ms) {
        if (ms < 1_000) {
            return ms + " ms";
        }
        long seconds = Math.round(ms / 1_000.0);
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            text.append("%-12s  %s%n".formatted(name, Printable.of(value.toString())));
        }
    }
}
