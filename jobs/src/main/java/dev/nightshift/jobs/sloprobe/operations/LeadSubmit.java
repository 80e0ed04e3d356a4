package dev.nightshift.jobs.sloprobe.operations;

import dev.nightshift.jobs.sloprobe.measure.OpenProbe;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks a marked lead up by its key and inserts it, as an import does with a new one. Their ids are
 * known beforehand, so that what a killed probe left is found without a search. Thread-safe.
 */
final class LeadSubmit implements OpenProbe {
    private static final int ID_BYTES = 12;
    private static final int AT_ONCE = 1_000;

    private final TenantCollection leads;
    private final List<ObjectId> ids;
    private final InstantSource clock;

    private LeadSubmit(TenantCollection leads, List<ObjectId> ids, InstantSource clock) {
        this.leads = leads;
        this.ids = ids;
        this.clock = clock;
    }

    static LeadSubmit open(
            TenantStore store, TenantContext company, int most, InstantSource clock) {
        LeadSubmit submit =
                new LeadSubmit(
                        store.collection(company, "leads"),
                        IntStream.range(0, most)
                                .mapToObj(number -> id(company.companyId(), number))
                                .toList(),
                        clock);
        submit.close();
        return submit;
    }

    @Override
    public Answer request(int number) throws Failed {
        String email = "lead-%d@%s".formatted(number, TestMark.DOMAIN);
        Date now = Date.from(clock.instant());
        boolean isNew = leads.findOne(new Document("email", email)).isEmpty();
        if (!isNew
                || !leads.insertOne(
                        new Document("_id", ids.get(number))
                                .append("email", email)
                                .append("firstName", TestMark.NAME)
                                .append("createdAt", now)
                                .append("updatedAt", now))) {
            throw new Failed("LEAD_EXISTS");
        }
        return Answer.DONE;
    }

    @Override
    public void close() {
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<ObjectId> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            var _ = leads.deleteMany(new Document("_id", new Document("$in", some)));
        }
    }

    private static ObjectId id(String companyId, int number) {
        String text = "%s/%s/%d".formatted(TestMark.DOMAIN, companyId, number);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return new ObjectId(Arrays.copyOf(digest, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
