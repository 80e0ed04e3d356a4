package dev.nightshift.jobs.keycleanup;

import dev.nightshift.alerts.Alert;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.keyspaces.KeyHealth;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.redis.RedisOptions;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RedisWire;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;

/** Stores of a test with companies, keys and the job over them. */
final class KeyCleanupFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final CompanyId ACME = new CompanyId("acme");
    static final CompanyId BETA = new CompanyId("beta");

    static final RedisOptions PATIENT =
            new RedisOptions(Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ZERO);

    final EmbeddedStack stack;
    final MongoStores mongo;
    final RedisStores redis;
    final List<String> ended = Collections.synchronizedList(new ArrayList<>());
    private final String wireUri;
    RedisWire wire;
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final Companies companies;
    final Runs runs;

    KeyCleanupFixture(EmbeddedStack stack, String redisUri) {
        this(stack, redisUri, stack.endpoints().redisUri());
    }

    /**
     * @param wireUri where keys are planted and looked at
     */
    KeyCleanupFixture(EmbeddedStack stack, String redisUri, String wireUri) {
        this.stack = stack;
        this.mongo = MongoStores.open(stack.endpoints().mongodbUri());
        this.redis = RedisStores.open(redisUri, PATIENT, System::nanoTime);
        this.wireUri = wireUri;
        this.wire = RedisWire.connect(wireUri);
        this.companies =
                new Companies(
                        mongo.platform(), new TenantCache(redis, mongo.platform()), () -> NOW);
        this.runs = Runs.open(stack.endpoints(), List.of(job()), this::tell);
        companies.add(context(), ACME, "Acme", Region.DEFAULT);
        companies.add(context(), BETA, "Beta", Region.DEFAULT);
    }

    static KeyCleanupFixture open() {
        EmbeddedStack stack = EmbeddedStack.fresh();
        return new KeyCleanupFixture(stack, stack.endpoints().redisUri());
    }

    KeyCleanupJob job() {
        return new KeyCleanupJob(
                companies,
                mongo,
                redis,
                () -> KeySpaces.load(stack.settings().keySpacesDir()),
                this::tell,
                () -> NOW);
    }

    private void tell(TenantContext company, Alert alert) {
        told.add("%s %s %s".formatted(company.company(), alert.severity(), alert.code()));
        if (alert.resolves() != null) {
            ended.add("%s ends %s".formatted(alert.code(), alert.resolves()));
        }
    }

    static PlatformContext context() {
        return new PlatformContext("r-1", "test", "tester");
    }

    RunReport run(@Nullable CompanyId company, @Nullable String space, boolean remove) {
        return run(new KeyCleanupRequest(company, space, remove, 0));
    }

    RunReport run(KeyCleanupRequest request) {
        return KeyCleanupJob.start(runs.starter(), context(), request, RunListener.NONE);
    }

    KeyHealth health(CompanyId company) {
        return java.util.Objects.requireNonNull(
                new KeyHealthLedger(mongo.platform())
                        .read(context(), List.of(company))
                        .get(company));
    }

    /** Sessions of a company, so many expired and so many not. */
    void sessions(String company, int expired, int live) {
        for (int i = 0; i < expired; i++) {
            wire.send("SET", "session:%s:old%d".formatted(company, i), session(-i));
        }
        for (int i = 0; i < live; i++) {
            wire.send("SET", "session:%s:new%d".formatted(company, i), session(1 + i));
        }
        for (int i = 0; i < expired + live; i++) {
            wire.answer();
        }
    }

    static String session(int secondsFromNow) {
        return "{\"user\":\"u\",\"expiresAt\":\"%s\"}"
                .formatted(NOW.plus(Duration.ofSeconds(secondsFromNow)));
    }

    void documents(CompanyId company, String collection, String field, int expired, int live) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < expired + live; i++) {
            Instant moment = NOW.plus(Duration.ofDays(i < expired ? -60 : 1));
            documents.add(new Document(field, Date.from(moment)));
        }
        documents.add(new Document("none", 1));
        mongo.tenants().collection(context().in(company), collection).insertMany(documents);
    }

    /** Leaves the database as a wrong one is: without companies. */
    void dropCompanies() {
        var all = mongo.platform().collection(context(), PlatformName.COMPANIES);
        for (CompanyId company : List.of(ACME, BETA)) {
            all.deleteOne(new Document("_id", company.value()), Repeat.SAFE);
        }
    }

    Endpoints endpoints() {
        return stack.endpoints();
    }

    /** The server was restarted, and knows nobody. */
    void connectAgain() {
        wire.close();
        wire = RedisWire.connect(wireUri);
    }

    @Override
    public void close() {
        runs.close();
        wire.close();
        redis.close();
        mongo.close();
    }
}
