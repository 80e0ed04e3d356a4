package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.ImportReport.CacheInvalidation;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.readers.csv.Inspection;
import dev.nightshift.writers.mongo.LeadBatchWriter;
import dev.nightshift.writers.mongo.PendingBatch;
import dev.nightshift.writers.mongo.TenantImportJournal;
import dev.nightshift.writers.mongo.TenantLeadStore;
import dev.nightshift.writers.mongo.dryrun.DryRun;
import dev.nightshift.writers.mongo.merge.MergeOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Where an import writes: the leads, the rejects file, the cache. Thread-safe. */
public final class ImportTargets {
    private final TenantStore store;
    private final TenantCache cache;
    private final Settings settings;

    public ImportTargets(TenantStore store, TenantCache cache, Settings settings) {
        this.store = store;
        this.cache = cache;
        this.settings = settings;
    }

    /** The company's leads; a batch is written beside the thread that hands it over. */
    MergeStep.Merge leads(TenantContext context, MergeOptions options, int attempt) {
        TenantLeadStore leads = new TenantLeadStore(store, context);
        ExecutorService beside =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("lead-writer").daemon().factory());
        LeadBatchWriter writer =
                new LeadBatchWriter(
                        leads, new TenantImportJournal(store, context), options, beside, attempt);
        return new MergeStep.Merge() {
            @Override
            public PendingBatch prepare(long batch, List<LeadOffer> offers) {
                return writer.prepare(batch, offers);
            }

            @Override
            public void close() {
                beside.close();
                leads.close();
            }
        };
    }

    /** The company's leads as they would be; what is written is forgotten at the end. */
    MergeStep.Merge overlay(TenantContext context, MergeOptions options) {
        DryRun dryRun = DryRun.open(new TenantLeadStore(store, context), spool(), options);
        return new MergeStep.Merge() {
            @Override
            public PendingBatch prepare(long batch, List<LeadOffer> offers) {
                return dryRun.prepare(batch, offers);
            }

            @Override
            public void close() {
                dryRun.close();
            }
        };
    }

    /** The rejects file that the operator named, else one in the data dir. */
    RejectsSink.Opening rejects(
            TenantContext context,
            ImportLedger.Entry entry,
            Inspection file,
            ImportOptions options) {
        String named = options.rejects();
        if (named != null) {
            return RejectsSink.file(Path.of(named), file.header());
        }
        if (options.dryRun()) {
            return RejectsSink.nowhere();
        }
        Path folder = directory(rejectsFolder(context));
        return RejectsSink.file(folder.resolve(entry.importId() + ".csv"), file.header());
    }

    private Path rejectsFolder(TenantContext context) {
        return settings.dataDir().resolve("rejects").resolve(context.companyId());
    }

    /** Where the rejects of an import that has some would be; empty when they are there. */
    Optional<Path> missingRejects(
            TenantContext context, ImportLedger.Entry entry, ImportOptions options) {
        String named = options.rejects();
        Path target =
                named == null
                        ? rejectsFolder(context).resolve(entry.importId() + ".csv")
                        : Path.of(named);
        // A file of the name that was asked for may be of another import.
        boolean here =
                Files.isReadable(RejectsSink.partOf(target))
                        || (named == null && Files.isReadable(target));
        return here ? Optional.empty() : Optional.of(target);
    }

    /** Empties the company's cache, now or as soon as Redis is back. */
    CacheInvalidation invalidateCache(TenantContext context) {
        return switch (cache.invalidate(context)) {
            case DONE -> CacheInvalidation.DONE;
            case QUEUED -> CacheInvalidation.QUEUED;
        };
    }

    /** A folder for temporary files. */
    Path spool() {
        return directory(settings.dataDir().resolve("spool"));
    }

    private static Path directory(Path folder) {
        try {
            return PrivateFiles.directory(folder);
        } catch (IOException failure) {
            throw new NightshiftException(
                    FailureCode.REJECTS_UNWRITABLE,
                    "The folder %s cannot be made.".formatted(folder),
                    "Check the data dir's permissions and free space.",
                    failure);
        }
    }
}
