package dev.nightshift.drills.requests;

import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.surroundings.Counted;
import dev.nightshift.drills.surroundings.Workload;
import dev.nightshift.drills.timing.Phase;
import dev.nightshift.drills.timing.Request;
import dev.nightshift.drills.timing.Timing;
import dev.nightshift.jobs.sloprobe.measure.FlowTerms;
import dev.nightshift.jobs.sloprobe.measure.OpenLoop;
import dev.nightshift.jobs.sloprobe.measure.Operation;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoOptions;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.server.MongoMode;
import dev.nightshift.platform.redis.CircuitState;
import dev.nightshift.platform.redis.Leases;
import dev.nightshift.platform.redis.RedisOptions;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

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
import java.util.function.IntConsumer;

/**
 * Uses the service as its callers do: each company reads a cached value and its documents, writes
 * documents, changes the value and hands in leads, all the time; beside it alerts are emitted and a
 * file is imported. Requests come at their own pace, however long the service takes. Every write is
 * in a ledger. Thread-safe.
 */
public final class ServiceLoad implements Workload {
    private static final Logger log = LoggerFactory.getLogger(ServiceLoad.class);
    private static final String FEATURE = "drill";
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration LAST = Duration.ofSeconds(5);

    private final MongoStores mongo;
    private final RedisStores redis;
    private final TenantCache cache;
    private final InstantSource clock;
    private final DrillCompanies own;
    private final List<TenantContext> companies = new ArrayList<>();
    private final Calls calls;
    private final WriteLedger ledger;
    private final CachedValues values;
    private final LedgeredWrites writes;
    private final LeadSubmits submits;
    private final SideWork side;
    private final String mark = UUID.randomUUID().toString();
    private final List<Thread> flows = new ArrayList<>();
    private volatile boolean ended;

    private ServiceLoad(
            Target target,
            int count,
            Path folder,
            boolean withSideWork,
            MongoOptions patience,
            InstantSource clock) {
        this.clock = clock;
        this.calls = new Calls(clock);
        this.ledger = new WriteLedger(folder.resolve("writes.ledger"));
        this.mongo = MongoStores.open(target.mongoUri(), patience, target.addresses());
        this.redis =
                RedisStores.open(
                        target.redisUri(),
                        RedisOptions.of(target.redisUri()),
                        System::nanoTime,
                        target.addresses());
        this.cache = new TenantCache(redis, mongo.platform());
        this.values = new CachedValues(mongo.tenants(), cache);
        this.writes = new LedgeredWrites(mongo.tenants(), ledger, mark, clock);
        this.submits = new LeadSubmits(mongo.tenants(), new Leases(redis), writes, mark, clock);
        Companies all = new Companies(mongo.platform(), cache, clock);
        this.own = new DrillCompanies(all, new PlatformContext(mark, FEATURE, "drill"));
        try {
            companies.addAll(own.open(count));
            for (TenantContext company : companies) {
                writes.removeLeftOver(company);
                submits.removeLeftOver(company);
            }
            this.side =
                    withSideWork
                            ? SideWork.of(
                                    mongo, redis, cache, all, companies.getFirst(), folder, clock)
                            : SideWork.none();
        } catch (RuntimeException failed) {
            ledger.close();
            redis.close();
            mongo.close();
            throw failed;
        }
    }

    /**
     * Connects as the service does, and makes the companies.
     *
     * @param companies how many
     * @param folder for files of the import; private to this load
     * @param withSideWork whether alerts are emitted and a file is imported, which a live drill
     *     does not: both would be seen by people
     * @throws NightshiftException MONGODB_UNAVAILABLE; DRILL_REFUSED when somebody else's company
     *     has the name of one of the drill's
     */
    public static ServiceLoad open(
            Target target, int companies, Path folder, boolean withSideWork, InstantSource clock) {
        return open(target, companies, folder, withSideWork, MongoOptions.defaults(), clock);
    }

    /** As {@link #open(Target, int, Path, boolean, InstantSource)}, with another patience. */
    public static ServiceLoad open(
            Target target,
            int companies,
            Path folder,
            boolean withSideWork,
            MongoOptions patience,
            InstantSource clock) {
        return new ServiceLoad(target, companies, folder, withSideWork, patience, clock);
    }

    @Override
    public void start() {
        for (TenantContext company : companies) {
            flow(Request.READ, number -> values.read(company));
            flow(Request.WRITE, number -> writes.write(company, number));
            flow(Request.CHANGE, number -> values.change(company, number + 1));
            flow(Request.SUBMIT, number -> submits.submit(company, number));
        }
        if (side.emits()) {
            flow(Request.ALERT, side::emit);
        }
        side.start();
    }

    private void flow(Request request, IntConsumer call) {
        OpenLoop loop = new OpenLoop(System::nanoTime, () -> ended);
        FlowTerms terms = new FlowTerms(request.perSecond(), request.mostAtOnce(), PATIENCE);
        Runnable flow =
                () -> {
                    try {
                        loop.flow(
                                number -> {
                                    call.accept(number);
                                    return Operation.Answer.DONE;
                                },
                                terms,
                                calls.of(request));
                    } catch (InterruptedException asked) {
                        Thread.currentThread().interrupt();
                    }
                };
        flows.add(Thread.ofPlatform().daemon().name("drill-load").start(flow));
    }

    @Override
    public Map<Measure, Double> measures() {
        Instant now = clock.instant();
        Map<Measure, Double> seen = new EnumMap<>(Measure.class);
        seen.put(Measure.FAILED_READS_PERCENT, calls.failedReadsPercent(now));
        seen.put(Measure.FAILED_REQUESTS_PERCENT, calls.failedPercent(now));
        seen.put(Measure.READ_P95_MS, calls.readP95(now));
        seen.put(Measure.ACKNOWLEDGED_WRITES, calls.writesPerSecond(now));
        calls.slowestRefusal(now)
                .ifPresent(slowest -> seen.put(Measure.SLOWEST_REFUSAL_MS, (double) slowest));
        seen.put(Measure.STALE_READS, (double) values.stale());
        seen.put(Measure.REDIS_CIRCUIT_OPEN, redis.circuit() == CircuitState.CLOSED ? 0.0 : 1.0);
        MongoMode mode = mongo.mode();
        seen.put(Measure.READ_ONLY, mode == MongoMode.READ_ONLY ? 1.0 : 0.0);
        seen.put(Measure.IMPORT_ALIVE, side.isAlive() ? 1.0 : 0.0);
        return seen;
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
    public List<Timing> timings(Phase phase) {
        return calls.timings().in(phase);
    }

    @Override
    public Counted finish() {
        end(PATIENCE);
        Instant end = clock.instant();
        side.finish();
        Map<String, Integer> found = new HashMap<>();
        for (TenantContext company : companies) {
            writes.find(company, found);
            submits.find(company, found);
        }
        return new Counted(
                calls.requests(),
                calls.failed(),
                calls.refused(),
                calls.timings().notSent(),
                ledger.against(found, end),
                submits.repeats(side.alertsRepeated(), side.alertsToldTwice()),
                calls.firstFailure());
    }

    /** Each flow waits for what is on its way by itself. */
    private void end(Duration patience) {
        ended = true;
        long until = System.nanoTime() + patience.toNanos();
        try {
            for (Thread flow : flows) {
                Duration left = Duration.ofNanos(Math.max(1, until - System.nanoTime()));
                if (!flow.join(left)) {
                    flow.interrupt();
                }
            }
        } catch (InterruptedException asked) {
            flows.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        flows.forEach(Thread::interrupt);
        end(LAST);
        ledger.close();
        side.close();
        try {
            for (TenantContext company : companies) {
                writes.remove(company);
                values.remove(company);
                submits.remove(company);
            }
            own.close();
        } catch (NightshiftException away) {
            log.atWarn()
                    .addKeyValue("module", "drills")
                    .log("What the drill wrote could not be removed: {}", away.message());
        }
        redis.close();
        mongo.close();
    }
}
