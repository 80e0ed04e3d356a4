package dev.nightshift.jobs.sloprobe.results;

import dev.nightshift.jobs.sloprobe.measure.Verdict;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.PerCompanyCollection;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What probes measured: each measurement for 24 hours ({@code telemetry}), each day for good
 * ({@code slo_daily}), and the last verdict of each SLO ({@code slo_state}). Thread-safe.
 */
public final class SloResults {
    /** What each probe measured, for 24 hours by its {@code ts}. */
    public static final String TELEMETRY = "telemetry";

    private static final String DAILY = "slo_daily";
    private static final String KIND = "slo-probe";
    private static final String BRIEFS = "briefs";
    private static final String UPDATED_AT = "updatedAt";
    private static final int KEPT_IDS = 500;

    private final TenantStore tenants;
    private final MongoStores mongo;

    /** Over stores that the caller closes. */
    public SloResults(MongoStores mongo) {
        this.mongo = mongo;
        this.tenants = mongo.tenants();
    }

    /**
     * One measurement of one SLO.
     *
     * @param id no other has it; the same one again counts once
     * @param responsesMs times that go into the day's percentile; empty for SLOs about shares
     */
    public record Measured(
            String id,
            String slo,
            Instant at,
            long total,
            long good,
            Verdict verdict,
            List<Double> responsesMs) {
        public Measured {
            responsesMs = List.copyOf(responsesMs);
        }
    }

    /** The last verdicts of a company, by SLO; those of SLOs that are gone too. */
    public List<SloResult> latest(TenantContext company) {
        return latest(
                        new PlatformContext(
                                company.requestId(), company.feature(), company.actor()),
                        List.of(company.company()))
                .getOrDefault(company.company(), List.of());
    }

    /** The last verdicts of those companies that have any. */
    public Map<CompanyId, List<SloResult>> latest(
            PlatformContext context, Collection<CompanyId> companies) {
        Map<CompanyId, List<SloResult>> results = new LinkedHashMap<>();
        state(context)
                .find(companies)
                .forEach(
                        (company, stored) -> {
                            List<SloResult> found = new ArrayList<>();
                            Document slos = stored.get("slos", new Document());
                            slos.keySet().stream()
                                    .sorted()
                                    .forEach(
                                            slo ->
                                                    found.add(
                                                            ResultDocuments.read(
                                                                    slo,
                                                                    slos.get(
                                                                            slo, new Document()))));
                            results.put(company, found);
                        });
        return results;
    }

    /**
     * The same in short: a fraction of what is stored is read, for thousands of companies at once.
     */
    public Map<CompanyId, SloBriefs> briefs(
            PlatformContext context, Collection<CompanyId> companies) {
        Map<CompanyId, SloBriefs> briefs = new LinkedHashMap<>();
        List<CompanyId> older = new ArrayList<>();
        state(context)
                .find(companies, List.of(BRIEFS, UPDATED_AT))
                .forEach(
                        (company, stored) -> {
                            Document found = stored.get(BRIEFS, Document.class);
                            if (found == null) {
                                older.add(company);
                                return;
                            }
                            Map<String, SloBrief> bySlo = new LinkedHashMap<>();
                            found.forEach(
                                    (slo, text) ->
                                            bySlo.put(slo, SloBrief.read(String.valueOf(text))));
                            briefs.put(
                                    company,
                                    new SloBriefs(bySlo, stored.getDate(UPDATED_AT).toInstant()));
                        });
        // Stored before there was a short form, until they are probed next.
        latest(context, older).forEach((company, results) -> briefs.put(company, inShort(results)));
        return briefs;
    }

    private static SloBriefs inShort(List<SloResult> results) {
        Map<String, SloBrief> bySlo = new LinkedHashMap<>();
        Instant newest = Instant.EPOCH;
        for (SloResult result : results) {
            bySlo.put(result.slo(), SloBrief.of(result));
            newest = result.at().isAfter(newest) ? result.at() : newest;
        }
        return new SloBriefs(bySlo, newest);
    }

    /** The last verdict of one SLO of a company; empty when it was never measured. */
    public Optional<SloResult> latest(TenantContext company, String slo) {
        return latest(company).stream().filter(result -> result.slo().equals(slo)).findFirst();
    }

    /** Days of an SLO from that one on, in order. */
    public List<SloDay> days(TenantContext company, String slo, LocalDate from) {
        return daily(company)
                .find(
                        new Document("slo", slo)
                                .append("day", new Document("$gte", from.toString())),
                        new Document("applied", 0),
                        new Document("day", 1),
                        0)
                .stream()
                .map(SloResults::day)
                .toList();
    }

    /** What was spent of the budget in measurements since then. */
    public List<Burn.Spent> spent(TenantContext company, String slo, Instant since) {
        return tenants
                .collection(company, TELEMETRY)
                .find(
                        new Document("slo", slo)
                                .append("ts", new Document("$gte", Date.from(since))),
                        new Document("ts", 1).append("total", 1).append("good", 1),
                        new Document(),
                        0)
                .stream()
                .map(
                        one ->
                                new Burn.Spent(
                                        one.getDate("ts").toInstant(),
                                        ResultDocuments.number(one, "total"),
                                        ResultDocuments.number(one, "good")))
                .toList();
    }

    /** Adds a measurement to its day and to telemetry. Safe to repeat. */
    public void add(TenantContext company, Measured measured) {
        String day = LocalDate.ofInstant(measured.at(), ZoneOffset.UTC).toString();
        String id = "%s/%s/%s".formatted(company.companyId(), measured.slo(), day);
        Date at = Date.from(measured.at());
        TenantCollection daily = daily(company);
        // Two that begin a day at once: one inserts, both add.
        var _ =
                daily.insertOne(
                        new Document("_id", id)
                                .append("slo", measured.slo())
                                .append("day", day)
                                .append("updatedAt", at));
        Document counts =
                new Document("probes", 1L)
                        .append("breaches", measured.verdict() == Verdict.BREACH ? 1L : 0L)
                        .append("total", measured.total())
                        .append("good", measured.good());
        Buckets.of(measured.responsesMs())
                .forEach((bucket, count) -> counts.append("micros." + bucket, count));
        var _ =
                daily.updateOne(
                        new Document("_id", id)
                                .append("applied", new Document("$ne", measured.id())),
                        new Document("$inc", counts)
                                .append("$set", new Document("updatedAt", at))
                                .append(
                                        "$push",
                                        new Document(
                                                "applied",
                                                new Document("$each", List.of(measured.id()))
                                                        .append("$slice", -KEPT_IDS))),
                        Repeat.SAFE);
        var _ =
                tenants.collection(company, TELEMETRY)
                        .insertOne(
                                new Document(
                                                "_id",
                                                "%s/%s/%s"
                                                        .formatted(
                                                                company.companyId(),
                                                                measured.id(),
                                                                measured.slo()))
                                        .append("kind", KIND)
                                        .append("slo", measured.slo())
                                        .append("ts", at)
                                        .append("updatedAt", at)
                                        .append("total", measured.total())
                                        .append("good", measured.good())
                                        .append("verdict", measured.verdict().name()));
    }

    /** Keeps the verdict as the last of its SLO. */
    public void keep(TenantContext company, SloResult result) {
        PlatformContext context =
                new PlatformContext(company.requestId(), company.feature(), company.actor());
        var _ =
                state(context)
                        .upsert(
                                Map.of(
                                        company.company(),
                                        new Document(
                                                "$set",
                                                new Document(
                                                                "slos." + result.slo(),
                                                                ResultDocuments.of(result))
                                                        .append(
                                                                BRIEFS + "." + result.slo(),
                                                                SloBrief.of(result).text())
                                                        .append(
                                                                UPDATED_AT,
                                                                Date.from(result.at())))));
    }

    private TenantCollection daily(TenantContext company) {
        return tenants.collection(company, DAILY);
    }

    private PerCompanyCollection state(PlatformContext context) {
        return mongo.platform().perCompany(context, PerCompanyName.SLO_STATE);
    }

    private static SloDay day(Document stored) {
        return new SloDay(
                stored.getString("slo"),
                LocalDate.parse(stored.getString("day")),
                ResultDocuments.number(stored, "probes"),
                ResultDocuments.number(stored, "breaches"),
                ResultDocuments.number(stored, "total"),
                ResultDocuments.number(stored, "good"),
                Buckets.p95(stored.get("micros", Document.class)));
    }
}
