package dev.nightshift.jobs.csvimport;

import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.ImportRequest;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.TestStores;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The import, wired as the application wires it, on stores of its own. */
final class ImportBench implements AutoCloseable {
    /** Every look at the clock is a second later than the one before. */
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Settings settings;
    private final MongoStores mongo;
    private final RedisStores redis;
    private final TenantCache cache;
    private final Companies companies;
    private final Runs runs;
    private final ImportLedger ledger;
    private final CsvImports imports;
    private final CsvImportJob job;

    private ImportBench(Settings settings, Endpoints endpoints) {
        this.settings = settings;
        this.mongo = MongoStores.open(endpoints.mongodbUri());
        this.redis = RedisStores.open(endpoints.redisUri());
        AtomicLong ticks = new AtomicLong();
        InstantSource clock = () -> START.plusSeconds(ticks.incrementAndGet());
        this.cache = new TenantCache(redis, mongo.platform());
        this.companies = new Companies(mongo.platform(), cache, clock);
        this.ledger = new ImportLedger(mongo.tenants());
        Inspections inspections = new Inspections(settings);
        ImportTargets targets = new ImportTargets(mongo.tenants(), cache, settings);
        this.job = new CsvImportJob(inspections, ledger, targets, clock);
        this.runs =
                Runs.open(
                        endpoints,
                        List.of(job, new ImportUndoJob(ledger, mongo.tenants(), targets, clock)));
        this.imports =
                new CsvImports(
                        companies,
                        inspections,
                        ledger,
                        runs.starter(),
                        new Spool(settings.dataDir(), () -> System.in));
    }

    /** On fresh stores of this process. */
    static ImportBench fresh() {
        EmbeddedStack stack = EmbeddedStack.fresh();
        return on(stack.settings(), stack.endpoints());
    }

    static ImportBench on(Settings settings, Endpoints endpoints) {
        return new ImportBench(settings, endpoints);
    }

    /** The same over another, empty relational store. */
    static Endpoints elsewhere(Endpoints endpoints) {
        Endpoints other = TestStores.freshH2();
        return new Endpoints(
                endpoints.mongodbUri(),
                endpoints.redisUri(),
                other.jdbcUrl(),
                other.jdbcUser(),
                other.jdbcPassword(),
                "another relational store");
    }

    static PlatformContext platform() {
        return new PlatformContext(UUID.randomUUID().toString(), "csv-import", "tester");
    }

    /** Leaves the runs as they were before they had the import's id among their parameters. */
    void forgetMarks() {
        JdbcClient sql = JdbcClient.create(runs.store().dataSource());
        sql.sql("SELECT run_id, parameters FROM ns_run WHERE job = 'csv-import'")
                .query((row, number) -> Map.entry(row.getLong(1), String.valueOf(row.getString(2))))
                .list()
                .forEach(
                        run ->
                                sql.sql("UPDATE ns_run SET parameters = ? WHERE run_id = ?")
                                        .param(
                                                run.getValue()
                                                        .replaceAll("\"importId\":\"\\w+\",?", "")
                                                        .replace(",}", "}"))
                                        .param(run.getKey())
                                        .update());
    }

    /** Adds a company. */
    TenantContext company(String id) {
        CompanyId company = new CompanyId(id);
        companies.add(platform(), company, "Company " + id, Region.of("US"));
        return platform().in(company);
    }

    /** Drops what could not be dropped while Redis was away; of how many companies. */
    int drainInvalidations() {
        return cache.drainInvalidations(platform());
    }

    Companies companies() {
        return companies;
    }

    Runs runs() {
        return runs;
    }

    CsvImportJob job() {
        return job;
    }

    ImportLedger ledger() {
        return ledger;
    }

    Settings settings() {
        return settings;
    }

    CsvImports imports() {
        return imports;
    }

    ImportReport run(TenantContext context, Path file, ImportOptions options) {
        return imports.run(new ImportRequest(context, file.toString(), options), RunListener.NONE);
    }

    ImportUndos undos() {
        return new ImportUndos(ledger, runs.starter(), runs.registry());
    }

    /** The company's leads. */
    TenantCollection leads(TenantContext context) {
        return mongo.tenants().collection(context, "leads");
    }

    /** The company's lead with that phone or e-mail. */
    Document lead(TenantContext context, String key) {
        String field = key.contains("@") ? "email" : "phone";
        return leads(context).findOne(new Document(field, key)).orElseThrow();
    }

    /** Changes a lead as the platform would, beside any import. */
    void edit(TenantContext context, Document filter, Document update) {
        leads(context)
                .updateOne(filter, update, dev.nightshift.platform.mongo.operation.Repeat.NEVER);
    }

    /** The company's leads by key, without what differs from import to import. */
    SortedMap<String, Document> content(TenantContext context) {
        TreeMap<String, Document> content = new TreeMap<>();
        try (var leads =
                leads(context).stream(new Document(), new Document(), new Document(), 1_000)) {
            while (leads.hasNext()) {
                Document lead = leads.next();
                for (String field :
                        List.of("_id", "companyId", "importId", "createdAt", "updatedAt")) {
                    lead.remove(field);
                }
                content.put(lead.get("phone") + "/" + lead.get("email"), lead);
            }
        }
        return content;
    }

    static Path write(Path file, String... lines) {
        try {
            return Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        runs.close();
        redis.close();
        mongo.close();
    }
}
