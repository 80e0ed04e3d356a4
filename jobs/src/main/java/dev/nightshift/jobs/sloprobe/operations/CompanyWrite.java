package dev.nightshift.jobs.sloprobe.operations;

import dev.nightshift.jobs.sloprobe.measure.OpenProbe;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.InstantSource;
import java.util.Date;

/**
 * Writes marked documents of the company into a collection of their own. The company's cache is not
 * dropped, as it is after writes of real data: a probe must not sign users out. Thread-safe.
 */
public final class CompanyWrite implements OpenProbe {
    /** Holds nothing but what probes wrote. */
    public static final String COLLECTION = "slo_probes";

    private final TenantCollection documents;
    private final String companyId;
    private final InstantSource clock;

    private CompanyWrite(TenantCollection documents, String companyId, InstantSource clock) {
        this.documents = documents;
        this.companyId = companyId;
        this.clock = clock;
    }

    static CompanyWrite open(TenantStore store, TenantContext company, InstantSource clock) {
        CompanyWrite write =
                new CompanyWrite(store.collection(company, COLLECTION), company.companyId(), clock);
        write.close();
        return write;
    }

    @Override
    public Answer request(int number) {
        documents.upsertById(
                new Document("_id", "%s/%d".formatted(companyId, number))
                        .append("name", TestMark.NAME)
                        .append("updatedAt", Date.from(clock.instant())));
        return Answer.DONE;
    }

    @Override
    public void close() {
        var _ = documents.deleteMany(new Document());
    }
}
