package dev.nightshift.jobs.csvimport;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How far an import has come: everything before it is written and counted.
 *
 * @param batches batches written; the number of the next one
 * @param offset bytes of the decompressed file, 0 before the first batch
 * @param line lines of the file, 0 before the first batch
 * @param rejectsBytes length of the rejects file
 */
record Position(long batches, long offset, long line, long rejectsBytes) {
    static Position from(ExecutionContext context) {
        return new Position(
                context.getLong("batches", 0),
                context.getLong("offset", 0),
                context.getLong("line", 0),
                context.getLong("rejectsBytes", 0));
    }

    void saveTo(ExecutionContext context) {
        context.putLong("batches", batches);
        context.putLong("offset", offset);
        context.putLong("line", line);
        context.putLong("rejectsBytes", rejectsBytes);
    }
}
