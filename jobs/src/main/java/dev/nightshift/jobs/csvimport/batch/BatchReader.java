package dev.nightshift.jobs.csvimport.batch;

import dev.nightshift.jobs.csvimport.normalise.LeadNormaliser;
import dev.nightshift.jobs.csvimport.normalise.NormalisedRow;
import dev.nightshift.readers.csv.CsvRecord;
import dev.nightshift.readers.csv.CsvRecords;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads, parses and normalises the file in batches, a few ahead of the writer. Restartable at the
 * byte offset that the writer committed. Used by one step's thread; works on one of its own.
 */
public final class BatchReader implements ItemStreamReader<RowBatch> {
    /** Rows of a batch: large enough that a look-up and an insert cost little a row. */
    static final int ROWS = 2_000;

    /** Bytes after which a batch ends early, so that long rows do not fill the heap. */
    static final long BYTES = 2L << 20;

    /** Batches that wait for the writer. */
    private static final int AHEAD = 2;

    /** Opens the file's records behind a position. */
    public interface Opening {
        /**
         * The records from there on.
         *
         * @param offset bytes of the decompressed file before them
         * @param line lines before them
         */
        CsvRecords at(long offset, long line) throws IOException;
    }

    private final Opening opening;
    private final LeadNormaliser normaliser;
    private final Position first;
    private @Nullable CsvRecords records;
    private @Nullable ReadAhead<RowBatch> ahead;
    private long nextNumber;
    private long endOffset;
    private long endLine;
    private int ends;

    /**
     * @param first where the rows begin; a restart begins where the context says
     */
    public BatchReader(Opening opening, LeadNormaliser normaliser, Position first) {
        this.opening = opening;
        this.normaliser = normaliser;
        this.first = first;
    }

    @Override
    public void open(ExecutionContext context) {
        Position committed = Position.from(context);
        Position position = committed.batches() == 0 ? first : committed;
        nextNumber = position.batches();
        endOffset = position.offset();
        endLine = position.line();
        ends = 0;
        try {
            CsvRecords opened = opening.at(position.offset(), position.line());
            records = opened;
            ahead = new ReadAhead<>("csv-reader", AHEAD, () -> nextBatch(opened));
        } catch (IOException failure) {
            throw new ItemStreamException(failure);
        }
    }

    @Override
    public @Nullable RowBatch read() throws Exception {
        return java.util.Objects.requireNonNull(ahead, "open() comes first").next();
    }

    private @Nullable RowBatch nextBatch(CsvRecords from) throws IOException {
        List<RowBatch.Row> rows = new ArrayList<>(ROWS);
        long start = -1;
        CsvRecord last = null;
        while (rows.size() < ROWS) {
            CsvRecord record = from.next();
            if (record == null) {
                break;
            }
            start = start < 0 ? record.startOffset() : start;
            rows.add(new RowBatch.Row(record, normalise(record)));
            last = record;
            if (record.endOffset() - start >= BYTES) {
                break;
            }
        }
        if (last == null) {
            return end();
        }
        endOffset = last.endOffset();
        endLine = last.endLine();
        return new RowBatch(nextNumber++, rows, endOffset, endLine, false);
    }

    /**
     * Behind the last rows comes a batch without any, with which they are booked, and one that is
     * the end: with it the accounts are settled.
     */
    private @Nullable RowBatch end() {
        if (ends == 2) {
            return null;
        }
        return new RowBatch(nextNumber++, List.of(), endOffset, endLine, ++ends == 2);
    }

    private NormalisedRow normalise(CsvRecord record) {
        if (record.problem() != null) {
            return new NormalisedRow.Rejected(
                    record.line(), record.problem(), null, record.message());
        }
        return normaliser.normalise(record.line(), record.values());
    }

    @Override
    public void close() {
        try {
            if (ahead != null) {
                ahead.close();
            }
            if (records != null) {
                records.close();
            }
        } catch (IOException failure) {
            throw new ItemStreamException(failure);
        } finally {
            ahead = null;
            records = null;
        }
    }
}
