package dev.nightshift.migrations.ledger;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.PerCompanyCollection;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How far each migration is with each company: one document for a company, read for many companies
 * at once and written by whoever works at one. Every write names the version it is based on.
 * Thread-safe.
 */
public final class CompanyLedger {
    private static final String MIGRATIONS = "migrations";
    private static final String WRITE = "write";
    private static final int PAGE = 1_000;

    private final TenantStore tenants;
    private final PlatformStore platform;
    private final InstantSource clock;

    /** Over stores that the caller closes. */
    public CompanyLedger(TenantStore tenants, PlatformStore platform, InstantSource clock) {
        this.tenants = tenants;
        this.platform = platform;
        this.clock = clock;
    }

    /** The records of those companies that have one of this migration. */
    public Map<CompanyId, CompanyRecord> find(
            PlatformContext context, String migration, Collection<CompanyId> companies) {
        PerCompanyCollection documents = platform.perCompany(context, PerCompanyName.BACKFILLS);
        Map<CompanyId, CompanyRecord> found = new HashMap<>();
        List<CompanyId> all = new ArrayList<>(companies);
        for (int from = 0; from < all.size(); from += PAGE) {
            List<CompanyId> page = all.subList(from, Math.min(all.size(), from + PAGE));
            documents
                    .find(page)
                    .forEach(
                            (company, document) -> {
                                Document entry =
                                        document.get(MIGRATIONS, new Document())
                                                .get(migration, Document.class);
                                if (entry != null) {
                                    found.put(company, CompanyRecord.of(company, migration, entry));
                                }
                            });
        }
        return found;
    }

    /** Makes room for these companies, so that each can be written to. Safe to repeat. */
    public void prepare(PlatformContext context, Collection<CompanyId> companies) {
        Document made =
                new Document("$setOnInsert", new Document("createdAt", Date.from(clock.instant())));
        List<CompanyId> all = new ArrayList<>(companies);
        for (int from = 0; from < all.size(); from += PAGE) {
            Map<CompanyId, Document> page = new LinkedHashMap<>();
            all.subList(from, Math.min(all.size(), from + PAGE))
                    .forEach(company -> page.put(company, made));
            var _ = platform.perCompany(context, PerCompanyName.BACKFILLS).upsert(page);
        }
    }

    /**
     * Stores the record in place of the version it was read as.
     *
     * @return the record as it is stored
     * @throws NightshiftException LEASE_LOST when somebody else works at the company
     */
    public CompanyRecord save(TenantContext context, CompanyRecord record) {
        CompanyRecord next = record.change().version(record.version() + 1).done();
        String entry = MIGRATIONS + '.' + record.migration();
        String write = UUID.randomUUID().toString();
        Document wanted = next.toDocument().append(WRITE, write);
        Document based =
                new Document("_id", record.company().value())
                        .append(
                                record.version() == 0 ? entry : entry + ".version",
                                record.version() == 0
                                        ? new Document("$exists", false)
                                        : record.version());
        Document set = new Document(entry, wanted).append("updatedAt", Date.from(clock.instant()));
        int matched =
                backfills(context)
                        .updateOne(based, new Document("$set", set), Repeat.SAFE)
                        .matched();
        if (matched == 0 && !isStored(context, record, write)) {
            throw new NightshiftException(
                    FailureCode.LEASE_LOST,
                    "Another process works at %s for the company '%s'."
                            .formatted(record.migration(), record.company()),
                    "See who: nightshift runs list");
        }
        return next;
    }

    // An attempt whose answer was lost may have been ours; another's may look the same but for its
    // mark.
    private boolean isStored(TenantContext context, CompanyRecord record, String write) {
        return backfills(context)
                .findOne(new Document("_id", record.company().value()))
                .map(document -> document.get(MIGRATIONS, new Document()))
                .map(entries -> entries.get(record.migration(), Document.class))
                .filter(entry -> write.equals(entry.getString(WRITE)))
                .isPresent();
    }

    private dev.nightshift.platform.mongo.TenantCollection backfills(TenantContext context) {
        return tenants.collection(context, PerCompanyName.BACKFILLS.collection());
    }
}
