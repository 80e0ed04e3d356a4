package dev.nightshift.jobs.backfill;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.jobs.backfill.load.BatchSize;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.migrations.Catalogue;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.ledger.CompanyLedger;
import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The backfill, wired as the application wires it, on stores of its own. */
final class BackfillBench implements AutoCloseable {
    static final Document ALL = new Document();

    private final MongoStores mongo;
    private final RedisStores redis;
    private final Companies companies;
    private final Runs runs;
    private final BackfillJob job;
    private final Backfills backfills;
    private final BackfillDesk desk;
    private final List<String> alerts = Collections.synchronizedList(new ArrayList<>());
    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Consumer<PlatformContext>> standsAgainst =
            new AtomicReference<>(context -> {});
    private volatile Duration later = Duration.ZERO;

    private BackfillBench(Endpoints endpoints, Migration... migrations) {
        InstantSource clock = () -> Instant.parse("2026-11-21T00:00:00Z").plus(later);
        mongo = MongoStores.open(endpoints.mongodbUri());
        redis = RedisStores.open(endpoints.redisUri());
        TenantCache cache = new TenantCache(redis, mongo.platform());
        companies = new Companies(mongo.platform(), cache, clock);
        Catalogue catalogue = new Catalogue(List.of(migrations));
        AlertService told =
                (TenantContext context, Alert alert) -> {
                    alerts.add(context.companyId() + " " + alert.code());
                    messages.add(context.companyId() + ": " + alert.message());
                    if (alert.resolves() != null) {
                        alerts.add(context.companyId() + " resolves " + alert.resolves());
                    }
                };
        job =
                new BackfillJob(
                        new BackfillJob.Parts(
                                catalogue,
                                new MigrationLedger(mongo.platform(), clock),
                                new CompanyLedger(mongo.tenants(), mongo.platform(), clock),
                                companies,
                                mongo,
                                cache,
                                new AlertStore(mongo.tenants(), clock),
                                told,
                                clock),
                        context -> standsAgainst.get().accept(context));
        runs = Runs.open(endpoints, List.of(job));
        backfills = new Backfills(job, runs.starter(), runs.registry());
        desk = new BackfillDesk(catalogue, mongo, companies, runs.registry(), clock);
    }

    static BackfillBench on(Endpoints endpoints, Migration... migrations) {
        return new BackfillBench(endpoints, migrations);
    }

    static BackfillBench with(Migration... migrations) {
        return on(EmbeddedStack.fresh().endpoints(), migrations);
    }

    static PlatformContext platform() {
        return platform("tester");
    }

    static PlatformContext platform(String actor) {
        return new PlatformContext(UUID.randomUUID().toString(), "backfill", actor);
    }

    /** Small batches, so that little data has many. */
    static BackfillOptions options(int batch) {
        return new BackfillOptions(
                BackfillOptions.DEFAULT.stages(),
                Map.of(),
                Set.of(),
                false,
                1,
                0,
                4,
                true,
                Duration.ofDays(30),
                new BatchSize.Terms(batch, batch, batch, Duration.ofMillis(50)));
    }

    TenantContext company(String id) {
        CompanyId company = new CompanyId(id);
        companies.add(platform(), company, "Company " + id, Region.of("US"));
        return platform().in(company);
    }

    TenantContext known(String id) {
        return platform().in(new CompanyId(id));
    }

    TenantCollection leads(TenantContext context) {
        return mongo.tenants().collection(context, "leads");
    }

    TenantCollection collection(TenantContext context, String name) {
        return mongo.tenants().collection(context, name);
    }

    void add(TenantContext context, Document... leads) {
        leads(context).insertMany(List.of(leads));
    }

    /** The company's leads by id. */
    SortedMap<String, Document> content(TenantContext context) {
        TreeMap<String, Document> content = new TreeMap<>();
        leads(context)
                .find(ALL)
                .forEach(lead -> content.put(String.valueOf(lead.get("_id")), lead));
        return content;
    }

    RunReport run(String migration, BackfillOptions options) {
        return backfills.run(platform(), migration, options, RunListener.NONE);
    }

    RunReport resume(String migration) {
        return backfills.resume(platform(), migration, RunListener.NONE);
    }

    RunReport include(String migration, String... companies) {
        return backfills.resume(
                platform(),
                migration,
                ResumeTerms.including(
                        Arrays.stream(companies).map(CompanyId::new).collect(Collectors.toSet())),
                RunListener.NONE);
    }

    RunReport rollback(String migration, Optional<CompanyId> company, boolean force) {
        return rollback(migration, company, force, RunListener.NONE);
    }

    RunReport rollback(
            String migration, Optional<CompanyId> company, boolean force, RunListener listener) {
        return backfills.rollback(platform(), migration, company, force, listener);
    }

    PlanReport plan(String migration) {
        return java.util.Objects.requireNonNull(
                backfills
                        .plan(platform(), migration, BackfillOptions.DEFAULT, RunListener.NONE)
                        .report());
    }

    BackfillStatus status(String migration) {
        return desk.status(platform(), migration);
    }

    BackfillStatus.CompanyRow row(String migration, TenantContext context) {
        return status(migration).grid().stream()
                .filter(row -> row.companyId().equals(context.companyId()))
                .findFirst()
                .orElseThrow();
    }

    BackfillDesk desk() {
        return desk;
    }

    Backfills backfills() {
        return backfills;
    }

    BackfillJob.Parts parts() {
        return job.parts();
    }

    Runs runs() {
        return runs;
    }

    MongoStores mongo() {
        return mongo;
    }

    Companies companies() {
        return companies;
    }

    List<String> alerts() {
        return List.copyOf(alerts);
    }

    /** What the alerts say. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    /** What is asked before documents are written. */
    void disturb(Consumer<PlatformContext> asked) {
        standsAgainst.set(asked);
    }

    /** Lets time pass for what is stored. */
    void pass(Duration time) {
        later = later.plus(time);
    }

    @Override
    public void close() {
        runs.close();
        redis.close();
        mongo.close();
    }
}
