package dev.nightshift.drills.requests;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.InstantSource;
import java.util.Map;

/** Documents of which a ledger says what was told about each. Thread-safe. */
final class LedgeredWrites {
    private static final String COLLECTION = "drill_writes";
    private static final String KEY = "key";
    private static final String MARK = "mark";

    private final TenantStore store;
    private final WriteLedger ledger;
    private final String mark;
    private final InstantSource clock;

    /**
     * @param mark of all that this load writes
     */
    LedgeredWrites(TenantStore store, WriteLedger ledger, String mark, InstantSource clock) {
        this.store = store;
        this.ledger = ledger;
        this.mark = mark;
        this.clock = clock;
    }

    void write(TenantContext company, long number) {
        ledgered(
                "%s/%s/%d".formatted(mark, company.companyId(), number),
                key -> {
                    var _ = documents(company).insertOne(new Document(KEY, key).append(MARK, mark));
                });
    }

    /** What a write does. */
    interface Write {
        void run(String key);
    }

    /**
     * Writes, and takes down what is told about it. Only a service that says that it takes no
     * writes has refused: whatever else fails may have been done.
     */
    void ledgered(String key, Write write) {
        try {
            write.run(key);
        } catch (NightshiftException failed) {
            ledger.told(
                    key,
                    failed.code() == FailureCode.MONGODB_READ_ONLY
                            ? WriteLedger.Told.REFUSED
                            : WriteLedger.Told.UNKNOWN,
                    clock.instant());
            throw failed;
        }
        ledger.told(key, WriteLedger.Told.ACKNOWLEDGED, clock.instant());
    }

    /** Adds how often each is there. */
    void find(TenantContext company, Map<String, Integer> found) {
        for (Document write : documents(company).find(new Document(MARK, mark))) {
            found.merge(write.getString(KEY), 1, Integer::sum);
        }
    }

    /** Removes what loads before this one wrote whose process died. */
    void removeLeftOver(TenantContext company) {
        var _ = documents(company).deleteMany(new Document());
    }

    void remove(TenantContext company) {
        var _ = documents(company).deleteMany(new Document(MARK, mark));
    }

    private TenantCollection documents(TenantContext company) {
        return store.collection(company, COLLECTION);
    }
}
