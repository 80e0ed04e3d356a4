package dev.nightshift.writers.mongo.dryrun;

import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.LeadStore;
import dev.nightshift.writers.mongo.merge.MergeOptions;
import dev.nightshift.writers.mongo.merge.RowOutcome;

import java.nio.file.Path;
import java.util.List;

/** Stub. */
public final class DryRun implements AutoCloseable {
    public static DryRun open(LeadStore leads, Path spool, MergeOptions options) {
        return new DryRun();
    }

    public List<RowOutcome> write(long batch, List<LeadOffer> offers) {
        return List.of();
    }

    @Override
    public void close() {}
}
