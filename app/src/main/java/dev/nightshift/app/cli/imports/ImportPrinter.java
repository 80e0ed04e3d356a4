package dev.nightshift.app.cli.imports;

import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Printer;
import dev.nightshift.jobs.csvimport.ImportReport;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/** The report of an import, and the exit code that goes with it. */
final class ImportPrinter {
    private ImportPrinter() {}

    static int print(Session session, ImportReport report) {
        Printer printer = session.printer();
        printer.result(report, ImportPrinter::text);
        if (!printer.json() && report.message() != null) {
            boolean failed = report.outcome() == ImportReport.Outcome.FAILED;
            printer.note((failed ? "error: " : "note: ") + report.message());
            if (report.hint() != null && !report.hint().isEmpty()) {
                printer.note("hint: " + report.hint());
            }
        }
        return exit(report);
    }

    static int exit(ImportReport report) {
        String code = report.failureCode();
        return switch (report.outcome()) {
            case COMPLETED, ALREADY_IMPORTED -> Exit.DONE;
            case STOPPED -> Exit.STOPPED;
            case FAILED -> code == null ? Exit.FAILED : FailureCode.valueOf(code).exitCode();
        };
    }

    private static String text(ImportReport report) {
        StringBuilder text = new StringBuilder();
        line(text, "outcome", report.outcome() + (report.dryRun() ? " (dry run)" : ""));
        line(text, "company", report.companyId());
        line(text, "file", report.file());
        line(text, "sha256", report.sha256());
        line(text, "read as", readAs(report));
        line(text, "import", report.importId());
        line(text, "run", report.runId());
        line(text, "read", report.read());
        line(text, "inserted", report.inserted());
        line(text, "updated", report.updated());
        line(text, "unchanged", report.unchanged());
        line(text, "rejected", report.rejected());
        codes(text, report.rejectsByCode());
        line(text, "warnings", report.warnings());
        codes(text, report.warningsByCode());
        line(text, "rejects", report.rejectsFile());
        line(
                text,
                "speed",
                "%d rows/s, %d ms".formatted(report.rowsPerSecond(), report.durationMs()));
        if (report.cacheInvalidation() == ImportReport.CacheInvalidation.QUEUED) {
            line(text, "cache", "Redis is away: its invalidation is queued and done later");
        }
        return text.toString();
    }

    private static String readAs(ImportReport report) {
        return "%s, %s, delimiter %s"
                .formatted(
                        report.vendor(),
                        report.charset(),
                        report.delimiter().equals("\t") ? "tab" : "'" + report.delimiter() + "'");
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append("%-9s  %s%n".formatted(name, Printable.of(value.toString())));
        }
    }

    private static void codes(StringBuilder text, Map<String, Long> counts) {
        counts.forEach((code, count) -> text.append("           %s %d%n".formatted(code, count)));
    }
}
