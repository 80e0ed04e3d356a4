package dev.nightshift.jobs.csvimport;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What an import did. The component names are the JSON contract of {@code import --output json};
 * {@code read = inserted + updated + unchanged + rejected} holds in every report.
 *
 * @param runId the run, null when nothing ran because the file was imported before
 * @param importId the import's entry in the ledger, null for a dry run
 * @param file as given on the command line
 * @param sha256 of the file's bytes as given, hexadecimal
 * @param delimiter the character itself
 * @param rejectsFile where the rows that were not taken are; null when there are none
 * @param durationMs of the run, all attempts together
 * @param rowsPerSecond rows read a second of the last attempt
 */
public record ImportReport(
        @Nullable Long runId,
        @Nullable String importId,
        String companyId,
        String file,
        String sha256,
        String vendor,
        String charset,
        String delimiter,
        Outcome outcome,
        boolean dryRun,
        long read,
        long inserted,
        long updated,
        long unchanged,
        long rejected,
        long warnings,
        Map<String, Long> rejectsByCode,
        Map<String, Long> warningsByCode,
        @Nullable String rejectsFile,
        long durationMs,
        long rowsPerSecond,
        @Nullable String failureCode,
        @Nullable String message,
        @Nullable String hint,
        CacheInvalidation cacheInvalidation) {
    /** How an import ended. */
    public enum Outcome {
        /** Every row is accounted for. */
        COMPLETED,
        /** It ended early; the same command goes on where it stood. */
        FAILED,
        /** It was stopped or paused; the same command goes on where it stood. */
        STOPPED,
        /** The same file was imported before; nothing was done. */
        ALREADY_IMPORTED
    }

    /** What happened to the company's cached data. */
    public enum CacheInvalidation {
        /** Nothing was written, so nothing had to be invalidated. */
        NOT_NEEDED,
        /** The company's cache is empty now. */
        DONE,
        /** Redis is away; the invalidation is queued and done when it is back. */
        QUEUED
    }
}
