package dev.nightshift.jobs.runs.store;

import dev.nightshift.platform.tenant.CompanyId;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.util.List;

/** Removes old runs with their batch metadata, in small transactions. Thread-safe. */
public final class RunPurge {
    private static final int AT_ONCE = 100;

    private final RunTable table;
    private final RunQueries queries;
    private final BatchMetadata metadata;
    private final TransactionTemplate transaction;

    /** Over the rows of one store. */
    public RunPurge(
            RunTable table,
            RunQueries queries,
            BatchMetadata metadata,
            PlatformTransactionManager transactions) {
        this.queries = queries;
        this.table = table;
        this.metadata = metadata;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** How many runs were, or for a dry run would be, removed. */
    public long purge(Duration olderThan, Duration failedOlderThan, boolean dryRun) {
        if (dryRun) {
            return queries.countEnded(olderThan, failedOlderThan);
        }
        long removed = 0;
        List<Long> ids = queries.ended(olderThan, failedOlderThan, AT_ONCE);
        while (!ids.isEmpty()) {
            removed += remove(ids);
            ids = queries.ended(olderThan, failedOlderThan, AT_ONCE);
        }
        return removed;
    }

    /** How many of a company's runs are old enough. */
    public long count(CompanyId company, Duration olderThan, Duration failedOlderThan) {
        return queries.countEnded(company.value(), olderThan, failedOlderThan);
    }

    /**
     * Removes some of a company's runs.
     *
     * @param limit at most so many
     * @return how many; less than the limit when none is left that could be removed
     */
    public long some(CompanyId company, Duration olderThan, Duration failedOlderThan, int limit) {
        long removed = 0;
        List<Long> ids = List.of();
        do {
            ids =
                    queries.ended(
                            company.value(),
                            olderThan,
                            failedOlderThan,
                            (int) Math.min(AT_ONCE, limit - removed));
            removed += ids.isEmpty() ? 0 : remove(ids);
        } while (!ids.isEmpty() && removed < limit);
        return removed;
    }

    private int remove(List<Long> ids) {
        Integer removed =
                transaction.execute(
                        status -> {
                            // Locked: a restart of one of them waits here, and then finds nothing.
                            List<Long> resting = queries.lockResting(ids);
                            metadata.delete(resting);
                            int runs = table.delete(resting);
                            return runs;
                        });
        return removed == null ? 0 : removed;
    }
}
