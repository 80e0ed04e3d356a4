package dev.nightshift.jobs.csvimport.batch;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How far an import has come: everything before it is written and counted.
 *
 * @param batches batches written; the number of the next one
 * @param offset bytes of the decompressed file, 0 before the first batch
 * @param line lines of the file, 0 before the first batch
 * @param rejectsBytes length of the rejects file
 */
public record Position(long batches, long offset, long line, long rejectsBytes) {
    /** The committed one; the beginning where there is none. */
    public static Position from(ExecutionContext context) {
        return new Position(
                context.getLong("batches", 0),
                context.getLong("offset", 0),
                context.getLong("line", 0),
                context.getLong("rejectsBytes", 0));
    }

    /** Leaves it to be committed. */
    public void saveTo(ExecutionContext context) {
        context.putLong("batches", batches);
        context.putLong("offset", offset);
        context.putLong("line", line);
        context.putLong("rejectsBytes", rejectsBytes);
    }
}
