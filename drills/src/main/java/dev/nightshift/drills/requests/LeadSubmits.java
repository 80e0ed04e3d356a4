package dev.nightshift.drills.requests;

import dev.nightshift.drills.surroundings.Counted;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.Leases;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Leads that are handed in twice with one idempotency key, as by a client that has not heard
 * whether the first time was taken. The key is Redis'; that no lead is there twice is the unique
 * index's. Thread-safe.
 */
final class LeadSubmits {
    private static final String COLLECTION = "leads";
    private static final String KEY = "drillKey";
    private static final String MARK = "drillMark";

    private final TenantStore store;
    private final Leases leases;
    private final LedgeredWrites writes;
    private final String mark;
    private final InstantSource clock;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong stopped = new AtomicLong();
    private final AtomicLong whileAway = new AtomicLong();
    private final AtomicLong letThrough = new AtomicLong();

    LeadSubmits(
            TenantStore store,
            Leases leases,
            LedgeredWrites writes,
            String mark,
            InstantSource clock) {
        this.store = store;
        this.leases = leases;
        this.writes = writes;
        this.mark = mark;
        this.clock = clock;
    }

    /** Hands a lead in, and once more whatever came of it. */
    void submit(TenantContext company, long number) {
        NightshiftException failure = null;
        Leases.Once first = null;
        try {
            first = once(company, number);
        } catch (NightshiftException failed) {
            failure = failed;
        }
        Leases.Once again;
        try {
            again = once(company, number);
        } catch (NightshiftException failed) {
            throw failure == null ? failed : failure;
        }
        if (first != null) {
            repeated(first, again);
        }
    }

    private void repeated(Leases.Once first, Leases.Once again) {
        sent.incrementAndGet();
        if (again == Leases.Once.REPEATED) {
            stopped.incrementAndGet();
        } else if (first == Leases.Once.UNGUARDED || again == Leases.Once.UNGUARDED) {
            whileAway.incrementAndGet();
        } else {
            letThrough.incrementAndGet();
        }
    }

    private Leases.Once once(TenantContext company, long number) {
        String key = "%s/%s/lead/%d".formatted(mark, company.companyId(), number);
        return leases.once(
                company, key, () -> writes.ledgered(key, any -> insert(company, key, number)));
    }

    private void insert(TenantContext company, String key, long number) {
        Date now = Date.from(clock.instant());
        // False for a lead that is there already: its key in the unique index is taken.
        var _ =
                leads(company)
                        .insertOne(
                                new Document(
                                                "email",
                                                "lead-%d.%s@drill.invalid".formatted(number, mark))
                                        .append("firstName", "[TEST] drill")
                                        .append(KEY, key)
                                        .append(MARK, mark)
                                        .append("createdAt", now)
                                        .append("updatedAt", now));
    }

    Counted.Repeats repeats(long alertsSent, long alertsTold) {
        return new Counted.Repeats(
                sent.get(),
                stopped.get(),
                whileAway.get(),
                letThrough.get(),
                alertsSent,
                alertsTold);
    }

    /** Adds how often each is there. */
    void find(TenantContext company, Map<String, Integer> found) {
        for (Document lead : leads(company).find(new Document(MARK, mark))) {
            found.merge(lead.getString(KEY), 1, Integer::sum);
        }
    }

    /** Removes what loads before this one handed in whose process died. */
    void removeLeftOver(TenantContext company) {
        var _ = leads(company).deleteMany(new Document(MARK, new Document("$exists", true)));
    }

    void remove(TenantContext company) {
        var _ = leads(company).deleteMany(new Document(MARK, mark));
    }

    private TenantCollection leads(TenantContext company) {
        return store.collection(company, COLLECTION);
    }
}
