package dev.nightshift.jobs.registryvalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.coverage.Sightings;
import dev.nightshift.alerts.registry.files.LoadedRegistry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.registry.validation.Check;
import dev.nightshift.alerts.registry.validation.EntryVerdict;
import dev.nightshift.alerts.registry.validation.Problem;
import dev.nightshift.alerts.registry.validation.RegistryChecks;
import dev.nightshift.alerts.registry.validation.SeveritySettings;
import dev.nightshift.alerts.registry.validation.Trial;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(120)
class RegistryValidationJobIT {
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final PlatformContext PLATFORM =
            new PlatformContext("request-1", "test", "alice");
    private static final int COMPANIES = 25;
    private static final String OK = "NIGHTSHIFT_REGISTRY_VALIDATION_RUN_OK";
    private static final String FAILED = "NIGHTSHIFT_REGISTRY_VALIDATION_RUN_FAILED";
    private static final LoadedRegistry REGISTRY =
            RegistryLoader.parse(
                    "x.json",
                    """
                    {"tab": "NOTES", "entries": [
                      {"id": "NOTES.ARCHIVE.PURGE", "module": "ARCHIVE", "owner": "notes",
                       "errorCodes": ["NOTES_ARCHIVE_PURGE_FAILED"],
                       "heartbeatCode": "NOTES_ARCHIVE_PURGE_OK", "heartbeat": {"period": "P30D"},
                       "severityPolicy": {"default": "WARNING"}}]}
                    """);

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> validated = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> doors = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> reached = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> broken = new ConcurrentHashMap<>();
    private final Map<String, SeveritySettings.Gap> gaps = new ConcurrentHashMap<>();
    private final Companies companies =
            new Companies(mongo.platform(), new TenantCache(redis, mongo.platform()), () -> NOW);
    private final ValidationLedger ledger = new ValidationLedger(mongo.tenants(), this::tick);
    private final Runs runs =
            Runs.open(
                    stack.endpoints(),
                    List.of(
                            new RegistryValidationJob(
                                    companies,
                                    () ->
                                            new RegistryChecks(
                                                    REGISTRY,
                                                    new Sightings(
                                                            mongo.tenants(), REGISTRY.registry()),
                                                    this::settings,
                                                    RegistryValidationJobIT::answered,
                                                    () -> NOW),
                                    ledger,
                                    (context, alert) ->
                                            told.add(context.companyId() + " " + alert.code()))));
    private final RegistryValidations validations =
            new RegistryValidations(companies, ledger, runs.starter());

    @AfterEach
    void close() {
        threads.shutdownNow();
        runs.close();
        redis.close();
        mongo.close();
    }

    private final AtomicLong ticks = new AtomicLong();
    private final AtomicReference<String> stopAt = new AtomicReference<>("");

    private Instant tick() {
        return NOW.plusMillis(ticks.incrementAndGet());
    }

    private void addCompanies() {
        for (int n = 1; n <= COMPANIES; n++) {
            companies.add(PLATFORM, company(n), "Company", Region.DEFAULT);
        }
    }

    private static CompanyId company(int n) {
        return new CompanyId("c%02d".formatted(n));
    }

    private Map<Severity, List<SeveritySettings.Gap>> settings(TenantContext context) {
        validated.add(context.companyId());
        Optional.ofNullable(reached.get(context.companyId())).ifPresent(CountDownLatch::countDown);
        if (stopAt.get().equals(context.companyId())) {
            stopAt.set("");
            // The end of the process: it asks and does not wait.
            assertThat(runs.starter().stopAll(Duration.ZERO)).isFalse();
        }
        CountDownLatch door = doors.get(context.companyId());
        RuntimeException failure = broken.get(context.companyId());
        try {
            if (door != null && !door.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test never opened the door");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
        return Map.of(
                Severity.WARNING,
                Optional.ofNullable(gaps.get(context.companyId())).map(List::of).orElse(List.of()));
    }

    private static Map<String, Trial.Answer> answered(
            TenantContext context, List<Trial.Attempt> attempts) {
        Map<String, Trial.Answer> answers = new HashMap<>();
        attempts.forEach(
                attempt ->
                        answers.put(
                                attempt.code(), Trial.Answer.answered(NOW, context.companyId())));
        return answers;
    }

    private RegistryValidations.Report all() {
        return validations.run(PLATFORM, Optional.empty(), RunListener.NONE);
    }

    private void closeDoorOf(CompanyId company) {
        doors.put(company.value(), new CountDownLatch(1));
        reached.put(company.value(), new CountDownLatch(1));
    }

    private void awaitAtDoorOf(CompanyId company) throws InterruptedException {
        assertThat(Objects.requireNonNull(reached.get(company.value())).await(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void everyActiveCompanyIsValidatedAndShowsASignOfLife() {
        addCompanies();
        companies.suspend(PLATFORM, company(7));

        RegistryValidations.Report report = all();

        assertThat(report.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.isWorse()).isFalse();
        assertThat(report.companies()).hasSize(COMPANIES - 1);
        assertThat(report.run().counts())
                .containsEntry("companies", 24L)
                .containsEntry("valid", 24L)
                .containsEntry("invalid", 0L);
        assertThat(told).hasSize(COMPANIES - 1).contains("c01 " + OK).doesNotContain("c07 " + OK);
    }

    @Test
    void whatBecameInvalidIsWorseOnceAndInvalidStill() {
        addCompanies();
        assertThat(all().isWorse()).isFalse();
        gaps.put("c03", new SeveritySettings.Gap("no contact", "add one"));

        RegistryValidations.Report worse = all();
        RegistryValidations.Report same = all();

        assertThat(worse.isWorse()).isTrue();
        assertThat(worse.companies())
                .filteredOn(one -> !one.becameInvalid().isEmpty())
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.entries())
                                        .containsExactly(
                                                new EntryVerdict(
                                                        "NOTES.ARCHIVE.PURGE",
                                                        List.of(
                                                                new Problem(
                                                                        Check.SETTINGS,
                                                                        "no contact",
                                                                        "add one")))));
        assertThat(same.isWorse()).isFalse();
        assertThat(same.run().counts()).containsEntry("invalid", 1L);
    }

    @Test
    void aCompanyThatCannotBeValidatedFailsAlone() {
        addCompanies();
        broken.put("c03", new IllegalStateException("its record is damaged"));
        broken.put(
                "c04",
                new NightshiftException(FailureCode.MONGODB_REFUSED, "It was refused.", "Look."));

        RegistryValidations.Report report = all();

        assertThat(report.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.isWorse()).isTrue();
        assertThat(report.companies()).hasSize(COMPANIES - 2);
        assertThat(report.run().counts()).containsEntry("failed", 2L);
        assertThat(report.run().artefacts())
                .containsEntry("failed/c03", "INTERNAL")
                .containsEntry("failed/c04", "MONGODB_REFUSED");
        assertThat(told).contains("c03 " + FAILED, "c04 " + FAILED, "c05 " + OK);
    }

    @Test
    void theOnlyCompanyThatIsAskedAboutFailsTheRun() {
        addCompanies();
        broken.put(
                "c04",
                new NightshiftException(FailureCode.MONGODB_REFUSED, "It was refused.", "Look."));

        RegistryValidations.Report report =
                validations.run(PLATFORM, Optional.of(company(4)), RunListener.NONE);

        assertThat(report.run().state()).isEqualTo(RunState.FAILED);
        assertThat(report.run().failureCode()).isEqualTo("MONGODB_REFUSED");
        assertThat(report.companies()).isEmpty();
    }

    @Test
    void aStoppedRunGoesOnBehindTheLastCompanyThatWasCommitted() {
        addCompanies();
        stopAt.set("c12");

        RunReport stopped = all().run();

        assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
        assertThat(stopped.counts()).containsEntry("companies", 20L);

        RunReport done =
                runs.starter().restart(stopped.runId(), "bob", "request-2", RunListener.NONE);

        assertThat(done.state()).isEqualTo(RunState.COMPLETED);
        assertThat(done.counts())
                .containsEntry("companies", (long) COMPANIES)
                .containsEntry("valid", (long) COMPANIES);
        assertThat(validated).doesNotHaveDuplicates().hasSize(COMPANIES);
        for (int n = 1; n <= COMPANIES; n++) {
            assertThat(ledger.find(PLATFORM.in(company(n)), done.runId())).isPresent();
        }
    }

    @Test
    void aSecondValidationAtOnceIsToldWhichRunIsAtWork() throws Exception {
        addCompanies();
        CompanyId third = company(3);
        closeDoorOf(third);
        Future<RegistryValidations.Report> first = threads.submit(this::all);
        awaitAtDoorOf(third);

        assertThatThrownBy(this::all)
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused ->
                                assertThat(refused.code()).isEqualTo(FailureCode.ALREADY_RUNNING));
        assertThat(
                        validations
                                .run(PLATFORM, Optional.of(company(5)), RunListener.NONE)
                                .run()
                                .state())
                .isEqualTo(RunState.COMPLETED);
        Objects.requireNonNull(doors.get(third.value())).countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).run().state()).isEqualTo(RunState.COMPLETED);
    }
}
