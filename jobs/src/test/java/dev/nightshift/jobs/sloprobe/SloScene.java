package dev.nightshift.jobs.sloprobe;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.sloprobe.operations.Operations;
import dev.nightshift.jobs.sloprobe.plan.SloPlanText;
import dev.nightshift.jobs.sloprobe.plan.SloPlans;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.jobs.testdata.TestDataJob;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.mongo.MongoOptions;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The job over stores of its own, with a clock that is stepped and plans that are written. */
final class SloScene implements AutoCloseable {
    static final PlatformContext PLATFORM = new PlatformContext("request-1", "test", "alice");
    static final Instant START = Instant.parse("2026-03-01T02:00:00Z");

    private static final int OWN = 10;

    /** As if in no time, and as if no time were short enough. */
    static final String GENEROUS = "60000";

    static final String IMPOSSIBLE = "0.0001";

    final MongoStores mongo;
    final RedisStores redis;

    /** Away, so that repetitions are told apart by the scene's clock and not by Redis' own. */
    private final RedisStores nowhere = RedisStores.open("redis://127.0.0.1:1");

    final Companies companies;
    final Alerts alerts;
    final Runs runs;
    final SloResults results;
    final Path plans;
    final List<Alert> told = Collections.synchronizedList(new ArrayList<>());
    volatile Instant now = START;

    SloScene(Endpoints endpoints, Path dataDir, Map<String, String> environment) {
        this(endpoints, dataDir, environment, MongoOptions.defaults());
    }

    SloScene(
            Endpoints endpoints,
            Path dataDir,
            Map<String, String> environment,
            MongoOptions patience) {
        InstantSource clock = () -> now;
        plans = dataDir.resolve("slo");
        mongo = MongoStores.open(endpoints.mongodbUri(), patience);
        redis = RedisStores.open(endpoints.redisUri());
        TenantCache cache = new TenantCache(redis, mongo.platform());
        companies = new Companies(mongo.platform(), cache, clock);
        alerts =
                Alerts.open(
                        dataDir, mongo, nowhere, () -> RegistryLoader.shipped().registry(), clock);
        results = new SloResults(mongo);
        runs =
                Runs.open(
                        endpoints,
                        List.of(
                                new SloProbeJob(
                                        new SloProbeJob.Parts(
                                                companies,
                                                () ->
                                                        SloPlans.load(
                                                                plans,
                                                                RegistryLoader.shipped().orThrow()),
                                                new Operations(
                                                        companies,
                                                        mongo.tenants(),
                                                        alerts::trialEmits,
                                                        environment,
                                                        clock),
                                                results,
                                                (context, alert) -> {
                                                    told.add(alert);
                                                    alerts.sendAlert(context, alert);
                                                },
                                                clock,
                                                System::nanoTime)),
                                new TestDataJob(companies, mongo.tenants(), cache, alerts, clock)));
        only();
    }

    /** Only these plans are left; each is a file of one SLO. */
    void only(String... slos) {
        try {
            Files.createDirectories(plans);
            for (String shipped :
                    List.of(
                            "overview",
                            "configuration",
                            "notes",
                            "ai-voice-settings",
                            "ai-agent-settings",
                            "ai-performance",
                            "spam-filter",
                            "nightshift")) {
                Files.writeString(
                        plans.resolve(shipped + ".yaml"),
                        latency("unused-" + shipped, "alert-emit", GENEROUS)
                                .replace(
                                        "annotations:\n",
                                        "annotations:\n    nightshift.dev/plan: full\n"));
            }
            for (int i = 0; i < OWN; i++) {
                Files.deleteIfExists(plans.resolve("own-%d.yaml".formatted(i)));
            }
            for (int i = 0; i < slos.length; i++) {
                Files.writeString(plans.resolve("own-%d.yaml".formatted(i)), slos[i]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String latency(String name, String probe, String ms) {
        return SloPlanText.latency(
                name,
                ms,
                "probe: " + probe,
                "timeoutMs: 100000",
                "perSecond: 200",
                "maxRequests: 150");
    }

    /** As quickly as {@link #latency}, unless the probe has a pace of its own after its name. */
    static String share(String name, String probe, String count, String target) {
        return SloPlanText.share(
                name,
                count,
                List.of("budget: " + target, "warning: " + target, "critical: 0.5"),
                ("probe: "
                                + probe
                                + (probe.contains("perSecond") ? "" : "\nperSecond: 200")
                                + "\ntimeoutMs: 100000")
                        .lines()
                        .toList());
    }

    void add(String company) {
        companies.add(PLATFORM, new CompanyId(company), company, Region.DEFAULT);
    }

    static TenantContext in(String company) {
        return PLATFORM.in(new CompanyId(company));
    }

    RunReport probe() {
        return probe(SloProbeRequest.all(false));
    }

    RunReport probe(SloProbeRequest request) {
        return runs.starter().start(request.run(PLATFORM), RunListener.NONE);
    }

    /** The company's alerts of a code, once all that was handed over is recorded. */
    List<Document> recorded(String company, String code) throws InterruptedException {
        if (!alerts.flush(Duration.ofSeconds(30))) {
            throw new IllegalStateException("alerts are not recorded");
        }
        return alerts.store().list(in(company), new Document("code", code), 0);
    }

    long documents(String company, String collection) {
        return mongo.tenants().collection(in(company), collection).count(new Document());
    }

    @Override
    public void close() {
        runs.close();
        alerts.close();
        nowhere.close();
        redis.close();
        mongo.close();
    }
}
