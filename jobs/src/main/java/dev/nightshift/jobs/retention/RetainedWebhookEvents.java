package dev.nightshift.jobs.retention;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.operation.DocumentPage;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/**
 * Webhook events that were processed 90 days ago or earlier: they are written to an archive of
 * their company, which is read back before they are deleted. Pending and failed ones stay.
 * Thread-safe; a batch that is repeated after a crash is archived again, never lost: under the same
 * name unless other events have come to it since.
 */
public final class RetainedWebhookEvents implements Retained {
    /** The collection, whose documents have {@code status}, {@code processedAt} and more. */
    public static final String COLLECTION = "webhook_events";

    private static final Duration KEPT = Duration.ofDays(90);

    /** An event is as large as a sender makes it. */
    private static final long BATCH_BYTES = 8 << 20;

    private final TenantStore store;
    private final Path folder;
    private final InstantSource clock;

    /**
     * Over a store that the caller closes.
     *
     * @param folder with one folder for each company
     */
    public RetainedWebhookEvents(TenantStore store, Path folder, InstantSource clock) {
        this.store = store;
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhookEvents";
    }

    @Override
    public long count(TenantContext company) {
        return events(company).count(old());
    }

    @Override
    public long delete(TenantContext company, int limit) {
        TenantCollection events = events(company);
        long deleted = 0;
        DocumentPage some;
        do {
            some =
                    events.page(
                            old(),
                            new Document(),
                            // Total: after a crash the same events make the same file. As the
                            // index has it: no batch sorts all that is left.
                            new Document("processedAt", 1).append("_id", 1),
                            Math.toIntExact(limit - deleted),
                            BATCH_BYTES);
            deleted += archived(company, some.documents());
        } while (!some.last() && deleted < limit);
        return deleted;
    }

    private long archived(TenantContext company, List<Document> some) {
        if (some.isEmpty()) {
            return 0;
        }
        try {
            EventArchive.write(folder.resolve(company.companyId()), some);
        } catch (IOException e) {
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "Webhook events could not be archived; none was deleted.",
                    "Check the permissions and the free space of %s.".formatted(folder),
                    e);
        }
        Document still =
                new Document(
                        "_id",
                        new Document("$in", some.stream().map(each -> each.get("_id")).toList()));
        still.putAll(old());
        return events(company).deleteMany(still);
    }

    private Document old() {
        return new Document("status", "processed")
                .append(
                        "processedAt",
                        new Document("$lte", Date.from(clock.instant().minus(KEPT))));
    }

    private TenantCollection events(TenantContext company) {
        return store.collection(company, COLLECTION);
    }
}
