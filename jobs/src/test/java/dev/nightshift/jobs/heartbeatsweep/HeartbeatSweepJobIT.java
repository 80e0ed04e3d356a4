package dev.nightshift.jobs.heartbeatsweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.heartbeats.Heartbeats;
import dev.nightshift.alerts.registry.HeartbeatTerms;
import dev.nightshift.alerts.registry.Place;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.SeverityPolicy;
import dev.nightshift.alerts.registry.TabMatrix;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.PlatformCollection;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

@Timeout(300)
class HeartbeatSweepJobIT {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final CompanyId ACME = new CompanyId("acme");
    private static final CompanyId BETA = new CompanyId("beta");
    private static final int ENTRIES = 25;

    /** A tenth of a real page: a tenth of the companies shows the same. */
    private static final int PAGE = 300;

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final AlertService alerts = this::tell;
    private volatile Instant now = START;
    private volatile boolean dies;
    private final Companies companies =
            new Companies(mongo.platform(), new TenantCache(redis, mongo.platform()), () -> now);
    private final Runs runs =
            Runs.open(
                    stack.endpoints(),
                    List.of(
                            new HeartbeatSweepJob(
                                    companies,
                                    () -> new Heartbeats(mongo.platform(), registry(), () -> now),
                                    alerts,
                                    PAGE)));

    @AfterEach
    void close() {
        runs.close();
        redis.close();
        mongo.close();
    }

    @Test
    void tellsOnceOfEachPointThatTurnedRedAndOnceThatItIsBack() {
        add(ACME);
        add(BETA);
        seen(ACME, 1);
        seen(ACME, 2);
        seen(BETA, 1);
        assertThat(sweep().counts()).containsEntry("green", 3L).containsEntry("never", 47L);

        now = START.plus(Duration.ofDays(2));
        seen(BETA, 1);
        RunReport red = sweep();
        sweep();

        assertThat(red.state()).isEqualTo(RunState.COMPLETED);
        assertThat(red.counts()).containsEntry("red", 2L).containsEntry("newlyRed", 2L);
        assertThat(told)
                .containsExactly(
                        "acme WARNING NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RED MODULE.A1",
                        "acme WARNING NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RED MODULE.A2");

        told.clear();
        seen(ACME, 2);
        assertThat(sweep().counts()).containsEntry("recovered", 1L);
        sweep();
        assertThat(told)
                .containsExactly("acme INFO NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RECOVERED MODULE.A2");
    }

    @Test
    void whatIsWrongWithOneCompanyStaysWithIt() {
        add(ACME);
        add(BETA);
        add(new CompanyId("suspended"));
        companies.suspend(context(), new CompanyId("suspended"));
        mongo.platform()
                .perCompany(context(), PerCompanyName.HEARTBEATS)
                .upsert(Map.of(ACME, new Document("$set", new Document("seen", "damaged"))));
        seen(BETA, 1);

        RunReport report = sweep();

        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.counts())
                .containsEntry("companies", 2L)
                .containsEntry("failed", 1L)
                .containsEntry("green", 1L);
        assertThat(told).containsExactly("acme WARNING NIGHTSHIFT_HEARTBEAT_SWEEP_RUN_FAILED null");
    }

    @Test
    void ofTwoSweepsAtOnceOneTells() throws Exception {
        add(ACME);
        seen(ACME, 1);
        sweep();
        now = START.plus(Duration.ofDays(2));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<RunReport> one = threads.submit(this::sweep);
            Future<RunReport> other = threads.submit(this::sweep);

            assertThat(one.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.COMPLETED);
            assertThat(other.get(60, TimeUnit.SECONDS).state()).isEqualTo(RunState.COMPLETED);
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void aSweepThatDiesBeforeItStoredWhatItToldTellsItAgainAndThenNoMore() {
        add(ACME);
        seen(ACME, 1);
        sweep();
        now = START.plus(Duration.ofDays(2));
        dies = true;
        RunReport dead = sweep();
        dies = false;

        assertThat(dead.state()).isEqualTo(RunState.FAILED);
        assertThat(told).hasSize(1);
        assertThat(
                        runs.starter()
                                .restart(dead.runId(), "bob", "request-2", RunListener.NONE)
                                .counts())
                .containsEntry("newlyRed", 1L);
        assertThat(told).hasSize(2);
        assertThat(told.getLast()).isEqualTo(told.getFirst());
        sweep();
        assertThat(told).hasSize(2);
    }

    @Test
    void aHundredTimesTheCompaniesTakeAtMostFiveTimesTheRoundTrips() {
        addMany(0, 10);
        sweep();
        long few = roundTripsOfASweep(10);
        addMany(10, 1_000);
        long first = roundTripsOfASweep(1_000);
        now = START.plus(Duration.ofHours(5));
        long again = roundTripsOfASweep(1_000);

        assertThat(few).isPositive();
        assertThat(first).isLessThanOrEqualTo(5 * few);
        assertThat(again).isLessThanOrEqualTo(5 * few);
    }

    private long roundTripsOfASweep(int expected) {
        long before = mongo.roundTrips();
        RunReport report = sweep();
        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.counts()).containsEntry("companies", (long) expected);
        return mongo.roundTrips() - before;
    }

    private RunReport sweep() {
        return HeartbeatSweepJob.sweep(runs.starter(), context(), RunListener.NONE);
    }

    private void seen(CompanyId company, int entry) {
        try (HeartbeatLog log = HeartbeatLog.open(mongo.platform(), context(), () -> now)) {
            log.seen(company, "TAB.MODULE.A" + entry, now);
        }
    }

    private void add(CompanyId company) {
        companies.add(context(), company, company.value(), Region.DEFAULT);
    }

    private void addMany(int from, int to) {
        PlatformCollection all = mongo.platform().collection(context(), PlatformName.COMPANIES);
        for (int n = from; n < to; n++) {
            all.insertOne(
                    new Document("_id", "c%05d".formatted(n))
                            .append("name", "Company")
                            .append("region", "US")
                            .append("status", "ACTIVE")
                            .append("createdAt", Date.from(START))
                            .append("updatedAt", Date.from(START)));
        }
    }

    private void tell(TenantContext context, Alert alert) {
        assertThat(alert.severity()).isIn((Object[]) Severity.values());
        // What is back ends the alert of the same place.
        assertThat(alert.resolves())
                .isEqualTo(alert.code().equals(HeartbeatNews.RECOVERED) ? HeartbeatNews.RED : null);
        told.add(
                "%s %s %s %s"
                        .formatted(
                                context.companyId(),
                                alert.severity(),
                                alert.code(),
                                alert.module()));
        if (dies) {
            throw new Killed();
        }
    }

    /** The end of the process, as far as the sweep can see. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static PlatformContext context() {
        return new PlatformContext(UUID.randomUUID().toString(), "test", "test");
    }

    private static Registry registry() {
        List<RegistryEntry> entries =
                IntStream.rangeClosed(1, ENTRIES).mapToObj(HeartbeatSweepJobIT::entry).toList();
        return new Registry(new TabMatrix(List.of()), entries);
    }

    private static RegistryEntry entry(int n) {
        return new RegistryEntry(
                "TAB.MODULE.A" + n,
                "TAB",
                "MODULE",
                "Operation " + n,
                List.of(),
                List.of(),
                "TAB_MODULE_A%d_OK".formatted(n),
                SeverityPolicy.of(Severity.WARNING),
                "team",
                "",
                false,
                HeartbeatTerms.DEFAULT,
                new Place("test.json", 1, 1, "$"));
    }
}
