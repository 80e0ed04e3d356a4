package dev.nightshift.jobs.runs;

import dev.nightshift.jobs.runs.store.BatchMetadata;
import dev.nightshift.jobs.runs.store.RunTable;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.List;

/** Removes old runs with their batch metadata, in small transactions. Thread-safe. */
final class RunPurge {
    private static final int AT_ONCE = 100;

    private final RunTable table;
    private final BatchMetadata metadata;
    private final TransactionTemplate transaction;

    RunPurge(RunTable table, BatchMetadata metadata, PlatformTransactionManager transactions) {
        this.table = table;
        this.metadata = metadata;
        this.transaction = new TransactionTemplate(transactions);
    }

    long purge(Duration olderThan, Duration failedOlderThan, boolean dryRun) {
        if (dryRun) {
            return table.countEnded(olderThan, failedOlderThan);
        }
        long removed = 0;
        List<Long> ids = table.ended(olderThan, failedOlderThan, AT_ONCE);
        while (!ids.isEmpty()) {
            removed += remove(ids);
            ids = table.ended(olderThan, failedOlderThan, AT_ONCE);
        }
        return removed;
    }

    private int remove(List<Long> ids) {
        Integer removed =
                transaction.execute(
                        status -> {
                            // Locked: a restart of one of them waits here, and then finds nothing.
                            List<Long> resting = table.lockResting(ids);
                            metadata.delete(resting);
                            int runs = table.delete(resting);
                            return runs;
                        });
        return removed == null ? 0 : removed;
    }
}
