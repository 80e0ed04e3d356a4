package dev.nightshift.drills.requests;

import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.run.Counted;
import dev.nightshift.drills.run.Workload;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoMode;
import dev.nightshift.platform.mongo.MongoOptions;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.redis.CircuitState;
import dev.nightshift.platform.redis.RedisOptions;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Uses the service as its callers do: each company reads a cached value and its documents, writes
 * documents and invalidates its cache, all the time; beside it alerts are emitted and a file is
 * imported. Every write is in a ledger. Thread-safe.
 */
public final class ServiceLoad implements Workload {
    private static final Logger log = LoggerFactory.getLogger(ServiceLoad.class);
    private static final String WRITES = "drill_writes";
    private static final String STATE = "drill_state";
    private static final String FEATURE = "drill";
    private static final int READ_MILLIS = 20;
    private static final int WRITE_MILLIS = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final MongoStores mongo;
    private final RedisStores redis;
    private final TenantCache cache;
    private final InstantSource clock;
    private final List<TenantContext> companies = new ArrayList<>();
    private final Map<TenantContext, AtomicLong> versions = new ConcurrentHashMap<>();
    private final RecentCalls reads = new RecentCalls();
    private final RecentCalls writes = new RecentCalls();
    private final AtomicLong stale = new AtomicLong();
    private final WriteLedger ledger;
    private final ScheduledExecutorService workers;
    private final SideWork side;
    private final String mark = UUID.randomUUID().toString();

    private ServiceLoad(
            Target target, int count, Path folder, boolean withSideWork, InstantSource clock) {
        this.clock = clock;
        this.ledger = new WriteLedger(folder.resolve("writes.ledger"));
        this.mongo =
                MongoStores.open(target.mongoUri(), MongoOptions.defaults(), target.addresses());
        this.redis =
                RedisStores.open(
                        target.redisUri(),
                        RedisOptions.defaults(),
                        System::nanoTime,
                        target.addresses());
        this.cache = new TenantCache(redis, mongo.platform());
        PlatformContext context = new PlatformContext(mark, FEATURE, "drill");
        Companies all = new Companies(mongo.platform(), cache, clock);
        for (int number = 1; number <= count; number++) {
            CompanyId id = new CompanyId("drill-" + number);
            if (all.existing(context, List.of(id.value())).isEmpty()) {
                var _ = all.add(context, id, "Drill company " + number, new Region("US"));
            }
            TenantContext company = context.in(id);
            companies.add(company);
            versions.put(company, new AtomicLong());
        }
        this.workers =
                Executors.newScheduledThreadPool(
                        2 * count + 1,
                        task -> Thread.ofPlatform().daemon().name("drill-load").unstarted(task));
        this.side =
                withSideWork
                        ? SideWork.of(mongo, redis, cache, all, companies.getFirst(), folder, clock)
                        : SideWork.none();
    }

    /**
     * Connects as the service does, and makes the companies.
     *
     * @param companies how many
     * @param folder for files of the import; private to this load
     * @param withSideWork whether alerts are emitted and a file is imported, which a live drill
     *     does not: both would be seen by people
     * @throws NightshiftException MONGODB_UNAVAILABLE
     */
    public static ServiceLoad open(
            Target target, int companies, Path folder, boolean withSideWork, InstantSource clock) {
        return new ServiceLoad(target, companies, folder, withSideWork, clock);
    }

    @Override
    public void start() {
        for (TenantContext company : companies) {
            each(READ_MILLIS, () -> read(company));
            AtomicLong number = new AtomicLong();
            each(WRITE_MILLIS, () -> write(company, number.incrementAndGet()));
        }
        side.start();
    }

    private void each(int millis, Runnable call) {
        var _ =
                workers.scheduleWithFixedDelay(
                        () -> {
                            try {
                                call.run();
                            } catch (RuntimeException unexpected) {
                                log.atError()
                                        .setCause(unexpected)
                                        .log("the load of a drill failed");
                            }
                        },
                        0,
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    private void read(TenantContext company) {
        long least = versionOf(company).get();
        long start = System.nanoTime();
        RecentCalls.End end = RecentCalls.End.DONE;
        try {
            long seen =
                    cache.flag(
                                    company,
                                    FEATURE,
                                    () ->
                                            state(company)
                                                    .findOne(new Document("_id", id(company)))
                                                    .map(
                                                            found ->
                                                                    String.valueOf(
                                                                            found.get("version"))))
                            .map(Long::parseLong)
                            .orElse(0L);
            if (seen < least) {
                stale.incrementAndGet();
            }
        } catch (NightshiftException failed) {
            end = RecentCalls.End.FAILED;
        }
        reads.ended(clock.instant(), since(start), end);
    }

    private void write(TenantContext company, long number) {
        String key = "%s/%s/%d".formatted(mark, company.companyId(), number);
        long start = System.nanoTime();
        RecentCalls.End end = RecentCalls.End.DONE;
        WriteLedger.Told told = WriteLedger.Told.ACKNOWLEDGED;
        try {
            var _ = writesOf(company).insertOne(new Document("key", key).append("mark", mark));
        } catch (NightshiftException failed) {
            boolean said = failed.code() == FailureCode.MONGODB_READ_ONLY;
            end = said ? RecentCalls.End.REFUSED : RecentCalls.End.FAILED;
            told = said ? WriteLedger.Told.REFUSED : WriteLedger.Told.FAILED;
        }
        Instant at = clock.instant();
        ledger.told(key, told, at);
        writes.ended(at, since(start), end);
        if (number % 4 == 0) {
            newVersion(company, number);
        }
    }

    /** A reader that begins after this returns must see the new value, or a newer one. */
    private void newVersion(TenantContext company, long version) {
        try {
            state(company).upsertById(new Document("_id", id(company)).append("version", version));
            var _ = cache.invalidate(company);
            versionOf(company).set(version);
        } catch (NightshiftException away) {
            // Not acknowledged: nobody may expect it.
            return;
        }
    }

    private AtomicLong versionOf(TenantContext company) {
        return versions.computeIfAbsent(company, first -> new AtomicLong());
    }

    private static String id(TenantContext company) {
        return company.companyId() + "/version";
    }

    private TenantCollection state(TenantContext company) {
        return mongo.tenants().collection(company, STATE);
    }

    private TenantCollection writesOf(TenantContext company) {
        return mongo.tenants().collection(company, WRITES);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public Map<Measure, Double> measures() {
        Instant now = clock.instant();
        Map<Measure, Double> values = new EnumMap<>(Measure.class);
        double failedReads = reads.failedPercent(now);
        values.put(Measure.FAILED_READS_PERCENT, failedReads);
        values.put(
                Measure.FAILED_REQUESTS_PERCENT, Math.max(failedReads, writes.failedPercent(now)));
        values.put(Measure.READ_P95_MS, reads.p95(now));
        values.put(Measure.ACKNOWLEDGED_WRITES, writes.donePerSecond(now));
        writes.slowestRefusal(now)
                .ifPresent(slowest -> values.put(Measure.SLOWEST_REFUSAL_MS, (double) slowest));
        values.put(Measure.STALE_READS, (double) stale.get());
        values.put(Measure.REDIS_CIRCUIT_OPEN, redis.circuit() == CircuitState.CLOSED ? 0.0 : 1.0);
        MongoMode mode = mongo.mode();
        values.put(Measure.READ_ONLY, mode == MongoMode.READ_ONLY ? 1.0 : 0.0);
        values.put(Measure.IMPORT_ALIVE, side.isAlive() ? 1.0 : 0.0);
        return values;
    }

    @Override
    public List<String> companies() {
        return companies.stream().map(TenantContext::companyId).toList();
    }

    @Override
    public long purgeCaches() {
        return companies.stream().mapToLong(cache::purge).sum();
    }

    @Override
    public Map<String, Long> beside() {
        return side.counts();
    }

    @Override
    public Counted finish() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        Instant end = clock.instant();
        side.finish();
        Map<String, Integer> found = new HashMap<>();
        for (TenantContext company : companies) {
            for (Document write : writesOf(company).find(new Document("mark", mark))) {
                found.merge(write.getString("key"), 1, Integer::sum);
            }
        }
        return ledger.against(
                found,
                reads.requests() + writes.requests(),
                reads.failed() + writes.failed(),
                reads.firstFailure().or(writes::firstFailure),
                end);
    }

    @Override
    public void close() {
        workers.shutdownNow();
        ledger.close();
        side.close();
        try {
            for (TenantContext company : companies) {
                var _ = writesOf(company).deleteMany(new Document("mark", mark));
                var _ = state(company).deleteMany(new Document("_id", id(company)));
            }
        } catch (NightshiftException away) {
            log.atWarn()
                    .addKeyValue("module", "drills")
                    .log("What the drill wrote could not be removed: {}", away.message());
        }
        redis.close();
        mongo.close();
    }
}
