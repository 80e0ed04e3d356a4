package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.ImportReport.CacheInvalidation;
import dev.nightshift.jobs.csvimport.ImportReport.Outcome;
import dev.nightshift.jobs.csvimport.order.ImportRequest;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.readers.csv.Inspection;

import org.bson.Document;

import java.util.Map;
import java.util.TreeMap;

/** Makes reports of runs. */
final class ImportReports {
    private ImportReports() {}

    static ImportReport of(ImportRequest request, String sha256, RunReport run) {
        Map<String, Long> counts = run.counts();
        Map<String, String> artefacts = run.artefacts();
        long read = counts.getOrDefault("read", 0L);
        return new ImportReport(
                run.runId(),
                artefacts.get("importId"),
                request.context().companyId(),
                request.file(),
                sha256,
                artefacts.getOrDefault("vendor", ""),
                artefacts.getOrDefault("charset", ""),
                artefacts.getOrDefault("delimiter", ""),
                outcome(run),
                request.options().dryRun(),
                read,
                counts.getOrDefault("inserted", 0L),
                counts.getOrDefault("updated", 0L),
                counts.getOrDefault("unchanged", 0L),
                counts.getOrDefault("rejected", 0L),
                counts.getOrDefault("warnings", 0L),
                byCode(counts, ImportCounts.REJECTS),
                byCode(counts, ImportCounts.WARNINGS),
                artefacts.get("rejectsFile"),
                run.durationMs(),
                run.durationMs() == 0 ? 0 : read * 1_000 / run.durationMs(),
                run.failureCode(),
                run.message(),
                run.hint(),
                CacheInvalidation.valueOf(
                        artefacts.getOrDefault(
                                "cacheInvalidation", CacheInvalidation.NOT_NEEDED.name())));
    }

    static ImportReport alreadyImported(ImportRequest request, Inspection file, Document before) {
        return new ImportReport(
                null,
                before.getString("_id"),
                request.context().companyId(),
                request.file(),
                file.sha256(),
                file.vendor(),
                file.dialect().charset().name(),
                String.valueOf(file.dialect().delimiter()),
                Outcome.ALREADY_IMPORTED,
                request.options().dryRun(),
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                null,
                0,
                0,
                null,
                "The same file was imported on %s as %s; nothing was done."
                        .formatted(
                                before.getDate("startedAt").toInstant(), before.getString("_id")),
                "Use --force to import it again.",
                CacheInvalidation.NOT_NEEDED);
    }

    /** Whether nothing is left to go on with. */
    static boolean isOver(RunReport run) {
        return outcome(run) == Outcome.COMPLETED;
    }

    private static Outcome outcome(RunReport run) {
        return switch (run.state()) {
            case COMPLETED -> Outcome.COMPLETED;
            case STOPPED, STOPPING, PAUSED, PAUSING -> Outcome.STOPPED;
            case FAILED, ABANDONED, QUEUED, RUNNING -> Outcome.FAILED;
        };
    }

    private static Map<String, Long> byCode(Map<String, Long> counts, String prefix) {
        Map<String, Long> byCode = new TreeMap<>();
        counts.forEach(
                (name, count) -> {
                    if (name.startsWith(prefix)) {
                        byCode.put(name.substring(prefix.length()), count);
                    }
                });
        return byCode;
    }
}
