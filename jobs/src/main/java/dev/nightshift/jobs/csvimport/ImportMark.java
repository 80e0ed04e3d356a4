package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunRow;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * By what the import of a run is known. The run's number is not enough: it begins anew in another
 * relational store, and an older import of the company may have it. Immutable.
 *
 * @param importId given to the run when it was launched; null for one that was launched before
 *     there were such ids, whose import is known by number and file
 */
record ImportMark(long runId, @Nullable String importId, String sha256) {
    private static final String IMPORT_ID = "importId";

    static ImportMark of(RunHandle run) {
        return of(run.runId(), run.parameters());
    }

    static ImportMark of(RunRow run) {
        return of(run.runId(), run.parameters());
    }

    private static ImportMark of(long runId, Map<String, String> parameters) {
        return new ImportMark(
                runId, parameters.get(IMPORT_ID), parameters.getOrDefault(CsvImportJob.SHA256, ""));
    }

    /** What a run is launched with, to be told from every other. */
    static Map<String, String> fresh() {
        return Map.of(IMPORT_ID, new ObjectId().toHexString());
    }

    /** Finds its entry in the company's ledger. */
    Document filter() {
        return importId == null
                ? new Document("runId", runId).append(CsvImportJob.SHA256, sha256)
                : new Document("_id", importId);
    }
}
