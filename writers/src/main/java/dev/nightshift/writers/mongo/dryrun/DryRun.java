package dev.nightshift.writers.mongo.dryrun;

import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.LeadBatchWriter;
import dev.nightshift.writers.mongo.PendingBatch;
import dev.nightshift.writers.mongo.TenantLeadStore;
import dev.nightshift.writers.mongo.merge.MergeOptions;

import java.nio.file.Path;
import java.util.List;

/**
 * An import that changes nothing: it says of each row what the import would say. Not thread-safe;
 * not restartable: after a failure it starts over. DISK_FULL when its temporary files have no room.
 */
public final class DryRun implements AutoCloseable {
    private final TenantLeadStore leads;
    private final DryRunStore store;
    private final LeadBatchWriter writer;

    private DryRun(TenantLeadStore leads, DryRunStore store, MergeOptions options) {
        this.leads = leads;
        this.store = store;
        this.writer = new LeadBatchWriter(store, store, options);
    }

    /**
     * A dry run over a company's leads.
     *
     * @param leads closed with the dry run
     * @param spool a folder that exists, for temporary files of about 400 bytes a new lead
     */
    public static DryRun open(TenantLeadStore leads, Path spool, MergeOptions options) {
        return new DryRun(leads, new DryRunStore(leads, false, spool), options);
    }

    /** What the import would say of these rows, given those before them. */
    public PendingBatch prepare(long batch, List<LeadOffer> offers) {
        return writer.prepare(batch, offers);
    }

    @Override
    public void close() {
        try (leads) {
            store.close();
        }
    }
}
