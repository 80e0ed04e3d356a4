package dev.nightshift.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.jobs.runs.store.RelationalStore;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.jobs.sloprobe.measure.Verdict;
import dev.nightshift.jobs.sloprobe.results.SloResult;
import dev.nightshift.jobs.sloprobe.results.SloResults;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.redis.RedisOptions;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.schedules.Schedules;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each line says what is, and is red when somebody should act. */
@Timeout(60)
class ReviewIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");
    private static final CompanyId DEMO = new CompanyId("demo");

    @TempDir private Path folder = Path.of("");
    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final RelationalStore store = RelationalStore.open(stack.endpoints());
    private final JdbcClient jdbc = JdbcClient.create(store.dataSource());
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());

    /** However busy the machine is, it counts as there. */
    private final RedisStores redis =
            RedisStores.open(
                    stack.endpoints().redisUri(),
                    new RedisOptions(Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ZERO),
                    System::nanoTime);

    private final TenantCache cache = new TenantCache(redis, mongo.platform());
    private final Companies companies = new Companies(mongo.platform(), cache, () -> NOW);

    @AfterEach
    void close() {
        redis.close();
        mongo.close();
        store.close();
    }

    @Test
    void redOnesComeFirstAndOneThatBreaksStopsNoOtherAndACauseIsToldOnce() {
        Map<String, Supplier<ReviewLine>> parts = new LinkedHashMap<>();
        parts.put("b", () -> ReviewLine.unknown("b", "never run", "run it"));
        parts.put(
                "c",
                () -> {
                    throw new NightshiftException(
                            FailureCode.MONGODB_UNAVAILABLE, "MongoDB is away.", "Look.");
                });
        parts.put("c2", Objects.requireNonNull(parts.get("c")));
        parts.put(
                "d",
                () -> {
                    throw new IllegalStateException("a detail for the log");
                });

        assertThat(Review.of(Map.of("a", () -> ReviewLine.green("a", "fine")), parts))
                .containsExactly(
                        ReviewLine.red("c", "MongoDB is away.", "Look."),
                        ReviewLine.red(
                                "d", "It could not be looked at.", "The log has the details."),
                        ReviewLine.unknown("b", "never run", "run it"),
                        ReviewLine.unknown("c2", "could not be looked at: see 'c'"),
                        ReviewLine.green("a", "fine"));
    }

    @Test
    void aRunThatFoundSomethingOrIsTooOldIsRed() {
        RunLines lines = new RunLines(new RunQueries(jdbc), noSchedules(NOW), NOW);
        assertThat(lines.isolation().light()).isEqualTo(Light.UNKNOWN);
        assertThat(lines.registry().light()).isEqualTo(Light.UNKNOWN);
        assertThat(lines.cache(mongo, cache, CONTEXT).light()).isEqualTo(Light.UNKNOWN);

        ran(1, "isolation-test", "COMPLETED", "doors=77,open=0", Duration.ofHours(3));
        assertThat(lines.isolation())
                .isEqualTo(
                        ReviewLine.green(
                                "isolation", "77 of 77 doors between companies held, 3 h ago"));
        ran(2, "isolation-test", "FAILED", "doors=77,open=2", Duration.ofMinutes(5));
        assertThat(lines.isolation().found()).startsWith("75 of 77 doors");
        assertThat(lines.isolation().light()).isEqualTo(Light.RED);

        ran(3, "company-check", "COMPLETED", "companies=4,cache=0", Duration.ofDays(3));
        assertThat(lines.cache(mongo, cache, CONTEXT).found())
                .isEqualTo(
                        "as stored for 4 of 4 companies, 3 days ago; none waits to be cleared:"
                                + " too long ago");
        ran(4, "company-check", "COMPLETED", "companies=4,cache=1", Duration.ofSeconds(5));
        assertThat(lines.cache(mongo, cache, CONTEXT).todo())
                .isEqualTo("nightshift cache purge --all");
        mongo.platform()
                .collection(CONTEXT, PlatformName.CACHE_INVALIDATIONS)
                .upsertById(new Document("_id", "demo"));
        assertThat(lines.cache(mongo, cache, CONTEXT).found())
                .startsWith("waiting to be cleared since Redis was away: the caches of 1 company");

        ran(5, "registry-validation", "COMPLETED", "companies=1,valid=40", Duration.ofHours(1));
        assertThat(lines.registry().light()).isEqualTo(Light.GREEN);
        ran(6, "registry-validation", "COMPLETED", "failed=1,valid=40", Duration.ofHours(1));
        assertThat(lines.registry().todo()).isEqualTo("nightshift runs show 6");
        ran(7, "registry-validation", "FAILED", "valid=40", Duration.ofHours(1));
        assertThat(lines.registry().found()).startsWith("the last look failed, 1 h ago");
    }

    @Test
    void aServiceLevelThatIsNotKeptIsNamed() {
        assertThat(companies.ensureDemo(CONTEXT)).isTrue();
        SloResults results = new SloResults(mongo);
        assertThat(slo(NOW).light()).isEqualTo(Light.UNKNOWN);

        results.keep(CONTEXT.in(DEMO), result("company-read", Verdict.PASS));
        assertThat(slo(NOW))
                .isEqualTo(
                        ReviewLine.green(
                                "slo", "inside budget: 1, inconclusive: 0, breached: 0, just now"));
        assertThat(slo(NOW.plus(Duration.ofHours(2))).found())
                .endsWith("2 h ago; not measured for 45 minutes: demo");
        results.keep(CONTEXT.in(DEMO), result("of-a-plan-that-is-gone", Verdict.BREACH));
        assertThat(slo(NOW).light()).isEqualTo(Light.GREEN);
        results.keep(CONTEXT.in(DEMO), result("lead-submit", Verdict.BREACH));
        assertThat(slo(NOW).found())
                .isEqualTo(
                        "inside budget: 1, inconclusive: 0, breached: 1, just now: lead-submit of"
                                + " demo (p95 320 ms, p95 below 250 ms)");

        String found = slo(NOW).found();
        mongo.platform()
                .perCompany(CONTEXT, PerCompanyName.SLO_STATE)
                .upsert(Map.of(DEMO, Document.parse("{$unset: {briefs: ''}}")));
        assertThat(slo(NOW).found()).isEqualTo(found);
    }

    static FirstTimes noSchedules(Instant now) {
        return new FirstTimes(
                () -> new Schedules(List.of()),
                () -> {
                    throw new AssertionError("not asked for");
                },
                () -> {
                    throw new AssertionError("not asked for");
                },
                now);
    }

    private ReviewLine slo(Instant now) {
        return new SloLine(
                        new SloResults(mongo),
                        noSchedules(now),
                        () -> Set.of("company-read", "lead-submit"),
                        () -> companies.list(CONTEXT),
                        CONTEXT,
                        now)
                .get();
    }

    private static SloResult result(String slo, Verdict verdict) {
        return new SloResult(
                slo,
                "SLO_X",
                "NIGHTSHIFT",
                "latency",
                "p95 below 250 ms",
                verdict,
                "",
                null,
                150,
                0,
                100.0,
                90.0,
                110.0,
                320.0,
                300.0,
                340.0,
                null,
                1,
                null,
                null,
                false,
                false,
                verdict == Verdict.BREACH,
                1,
                NOW);
    }

    @Test
    void aLineOfTheLogThatIsNoObjectIsSeen() throws IOException {
        LogsLine line = new LogsLine(folder);
        assertThat(line.get().light()).isEqualTo(Light.UNKNOWN);
        Path log = Files.createDirectory(folder.resolve("logs")).resolve("nightshift.log");
        String good =
                "{\"@timestamp\":1,\"level\":1,\"logger\":1,\"thread\":1,\"companyId\":1,"
                        + "\"requestId\":1,\"feature\":1,\"module\":1,\"event\":1,\"durationMs\":1,"
                        + "\"status\":1}\n";
        Files.writeString(log, good.repeat(2_500) + "{\"half of a li");
        assertThat(line.get())
                .isEqualTo(ReviewLine.green("logs", "the newest lines are JSON with every field"));

        Files.writeString(log, good + "a trace\n" + good);
        assertThat(line.get().found())
                .isEqualTo("1 of the newest 3 lines are not as they should be");
    }

    @Test
    void anotherAdapterIsFound() throws IOException {
        byte[] other;
        try (var in = Other.class.getResourceAsStream("ReviewIT$Other.class")) {
            other = Objects.requireNonNull(in).readAllBytes();
        }
        AdapterLine line =
                new AdapterLine(() -> Stream.of(other), () -> RegistryLoader.shipped().registry());

        assertThat(line.get().found())
                .isEqualTo("another adapter: dev.nightshift.app.review.ReviewIT$Other");
    }

    private static final class Other implements AlertService {
        @Override
        public void sendAlert(TenantContext context, Alert alert) {}
    }

    private void ran(long id, String job, String state, String counts, Duration ago) {
        String json =
                Stream.of(counts.split(",", -1))
                        .map(pair -> pair.split("=", -1))
                        .map(pair -> "\"%s\":%s".formatted(pair[0], pair[1]))
                        .collect(Collectors.joining(",", "{", "}"));
        jdbc.sql(
                        "INSERT INTO ns_run (run_id, job, instance_key, state, attempt, started_by,"
                            + " request_id, parameters, queued_at, started_at, ended_at, ran_ms,"
                            + " counts, done, artefacts) VALUES (:id, :job, 'i', :state, 1, 't',"
                            + " 'r', '{}', :at, :at, :at, 1, :counts, 1, '{}')")
                .param("id", id)
                .param("job", job)
                .param("state", state)
                .param("at", NOW.minus(ago).atOffset(ZoneOffset.UTC))
                .param("counts", json)
                .update();
    }
}
