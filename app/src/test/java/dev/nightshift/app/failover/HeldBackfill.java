package dev.nightshift.app.failover;

import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.jobs.backfill.BackfillJob;
import dev.nightshift.jobs.backfill.BackfillOptions;
import dev.nightshift.jobs.backfill.Backfills;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.migrations.Catalogue;
import dev.nightshift.migrations.ledger.CompanyLedger;
import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A real backfill at work in this process, which stays at its first document until it is let go.
 */
public final class HeldBackfill implements AutoCloseable {
    private static final String ID = "M20260103_DoubleNumbers";

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final MongoStores mongo;
    private final RedisStores redis;
    private final Runs runs;
    private final CompletableFuture<RunReport> running;

    /** Begins it; it is at its first document when this returns. */
    public HeldBackfill(Endpoints endpoints) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        PlatformContext context = new PlatformContext("r", "backfill", "grace");
        mongo = MongoStores.open(endpoints.mongodbUri());
        redis = RedisStores.open(endpoints.redisUri());
        TenantCache cache = new TenantCache(redis, mongo.platform());
        Companies companies = new Companies(mongo.platform(), cache, clock);
        CompanyId one = new CompanyId("one");
        companies.add(context, one, "Company one", Region.of("US"));
        mongo.tenants()
                .collection(context.in(one), "leads")
                .insertMany(List.of(new Document("_id", 1).append("n", 4)));
        BackfillJob job =
                new BackfillJob(
                        new BackfillJob.Parts(
                                new Catalogue(List.of(new M20260103_DoubleNumbers(this::stay))),
                                new MigrationLedger(mongo.platform(), clock),
                                new CompanyLedger(mongo.tenants(), mongo.platform(), clock),
                                companies,
                                mongo,
                                cache,
                                new AlertStore(mongo.tenants(), clock),
                                (company, alert) -> {},
                                clock));
        runs = Runs.open(endpoints, List.of(job));
        Backfills backfills = new Backfills(job, runs.starter(), runs.registry());
        running =
                CompletableFuture.supplyAsync(
                        () ->
                                backfills.run(
                                        context, ID, BackfillOptions.DEFAULT, RunListener.NONE));
        if (!inside.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the backfill never came to its first document");
        }
    }

    private void stay() {
        inside.countDown();
        try {
            if (!leave.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the test never let it go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Its run. */
    public long runId() {
        return runs.registry().list(RunFilter.newest(1)).getFirst().runId();
    }

    /** Lets it go, and waits for its end. */
    public RunReport end() {
        leave.countDown();
        return running.join();
    }

    @Override
    public void close() {
        leave.countDown();
        var _ = running.handle((report, failure) -> true).join();
        runs.close();
        redis.close();
        mongo.close();
    }
}
