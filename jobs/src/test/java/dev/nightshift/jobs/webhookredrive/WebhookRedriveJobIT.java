package dev.nightshift.jobs.webhookredrive;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.nightshift.alerts.Alert;
import dev.nightshift.jobs.companies.PausedAtCheckpoint;
import dev.nightshift.jobs.retention.RetainedWebhookEvents;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.writers.webhook.WebhookEndpoint;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

@Timeout(60)
class WebhookRedriveJobIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CompanyId ACME = new CompanyId("acme");
    private static final CompanyId BETA = new CompanyId("beta");

    private final WireMockServer http =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    private final Companies companies =
            new Companies(mongo.platform(), new TenantCache(redis, mongo.platform()), () -> NOW);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private @Nullable WebhookEndpoint endpoint;
    private @Nullable Runs runs;

    @BeforeEach
    void open() {
        http.start();
        http.stubFor(post(anyUrl()).willReturn(status(202)));
        endpoint =
                new WebhookEndpoint(URI.create(http.baseUrl() + "/events"), Optional.of("secret"));
        runs = open(Optional.of(endpoint));
        companies.add(context("r-0"), ACME, "Acme", Region.DEFAULT);
        companies.add(context("r-0"), BETA, "Beta", Region.DEFAULT);
    }

    private Runs open(Optional<WebhookEndpoint> to) {
        return open(job(to));
    }

    private Runs open(JobDefinition job) {
        return Runs.open(stack.endpoints(), List.of(job), this::tell);
    }

    private WebhookRedriveJob job(Optional<WebhookEndpoint> to) {
        return new WebhookRedriveJob(companies, mongo.tenants(), to, this::tell, () -> NOW);
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(runs).close();
        Objects.requireNonNull(endpoint).close();
        redis.close();
        mongo.close();
        http.stop();
    }

    private void tell(TenantContext company, Alert alert) {
        told.add("%s %s %s".formatted(company.company(), alert.severity(), alert.code()));
    }

    private static PlatformContext context(String requestId) {
        return new PlatformContext(requestId, "test", "tester");
    }

    private RunReport run(@Nullable CompanyId company, boolean dryRun, String requestId) {
        return WebhookRedriveJob.start(
                Objects.requireNonNull(runs).starter(),
                context(requestId),
                company,
                dryRun,
                RunListener.NONE);
    }

    private TenantCollection events(CompanyId company) {
        return mongo.tenants()
                .collection(context("r-0").in(company), RetainedWebhookEvents.COLLECTION);
    }

    private void event(CompanyId company, String id, String status) {
        event(company, id, status, new Document("lead", id));
    }

    private void event(CompanyId company, String id, String status, Object payload) {
        events(company)
                .insertOne(
                        new Document("_id", id)
                                .append("status", status)
                                .append("attempts", 2)
                                .append("lastError", "HTTP 500")
                                .append("payload", payload));
    }

    private Document event(CompanyId company, String id) {
        return events(company).findOne(new Document("_id", id)).orElseThrow();
    }

    @Test
    void whatIsTakenIsProcessedOnceAndArchivedLater(@TempDir Path archive) {
        event(ACME, "a-1", "failed");
        event(ACME, "a-2", "pending");
        event(ACME, "Ann's <form>", "failed");
        event(BETA, "b-1", "failed");

        assertThat(run(ACME, true, "r-1").counts()).containsEntry("found", 2L);
        assertThat(http.getAllServeEvents()).isEmpty();
        RunReport report = run(ACME, false, "r-2");
        RunReport again = run(ACME, false, "r-3");

        assertThat(report.counts()).containsEntry("found", 2L).containsEntry("processed", 2L);
        assertThat(again.counts()).containsEntry("found", 0L);
        http.verify(
                1,
                postRequestedFor(urlEqualTo("/events"))
                        .withHeader("Idempotency-Key", equalTo("acme:a-1"))
                        .withHeader("X-Company-Id", equalTo("acme"))
                        .withHeader("X-Webhook-Attempt", equalTo("3"))
                        .withHeader("Authorization", equalTo("Bearer secret"))
                        .withRequestBody(equalToJson("{\"lead\":\"a-1\"}")));
        http.verify(
                1,
                postRequestedFor(urlEqualTo("/events"))
                        .withHeader("Idempotency-Key", matching("acme:[0-9a-f]{64}")));
        assertThat(http.getAllServeEvents()).hasSize(2);
        assertThat(event(ACME, "a-1"))
                .containsEntry("status", "processed")
                .containsEntry("attempts", 3)
                .doesNotContainKey("lastError");
        assertThat(event(ACME, "a-2")).containsEntry("status", "pending");
        assertThat(event(BETA, "b-1")).containsEntry("status", "failed");
        TenantContext acme = context("r-4").in(ACME);
        assertThat(retained(archive, 89).count(acme)).isZero();
        assertThat(retained(archive, 90).delete(acme, 10)).isEqualTo(2);
    }

    private RetainedWebhookEvents retained(Path archive, int days) {
        return new RetainedWebhookEvents(
                mongo.tenants(), archive, () -> NOW.plus(Duration.ofDays(days)));
    }

    @Test
    void whatIsRefusedStaysFailedAndIsTold() {
        http.stubFor(
                post(anyUrl())
                        .withHeader("Idempotency-Key", equalTo("acme:a-2"))
                        .willReturn(status(422).withBody("Ann Lee, 5046218927 is unknown")));
        for (String id : List.of("a-1", "a-2", "a-3")) {
            event(ACME, id, "failed");
        }

        RunReport report = run(null, false, "r-1");

        assertThat(report.state()).isEqualTo(RunState.COMPLETED);
        assertThat(report.counts())
                .containsEntry("companies", 2L)
                .containsEntry("found", 3L)
                .containsEntry("processed", 2L)
                .containsEntry("refused", 1L);
        assertThat(event(ACME, "a-2"))
                .containsEntry("status", "failed")
                .containsEntry("attempts", 3)
                .containsEntry("lastError", "HTTP 422");
        assertThat(told)
                .containsExactly(
                        "acme WARNING " + RedriveNews.REFUSED,
                        "beta INFO " + RedriveNews.OK,
                        "nightshift INFO " + RedriveNews.OK);
    }

    @Test
    void anEndpointThatIsAwayEndsTheRunAndARestartTriesTheRestUnderTheSameKeys() {
        http.stubFor(post(anyUrl()).willReturn(status(503)));
        for (int i = 1; i <= 9; i++) {
            event(ACME, "a-" + i, "failed");
        }

        RunReport failed = run(null, false, "r-1");

        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.message()).contains("5 in a row", "HTTP 503");
        assertThat(http.getAllServeEvents()).hasSize(5);
        assertThat(told)
                .containsExactly("nightshift WARNING NIGHTSHIFT_WEBHOOK_REDRIVE_RUN_FAILED");

        http.stubFor(post(anyUrl()).willReturn(status(200)));
        RunReport restarted =
                Objects.requireNonNull(runs)
                        .starter()
                        .restart(failed.runId(), "tester", "r-1b", RunListener.NONE);
        assertThat(failed.counts()).containsEntry("refused", 5L);
        assertThat(restarted.state()).isEqualTo(RunState.COMPLETED);
        assertThat(restarted.counts())
                .containsEntry("found", 9L)
                .containsEntry("processed", 4L)
                .containsEntry("refused", 5L);
        assertThat(http.getAllServeEvents()).hasSize(9);
        // The five that were tried before are failed still: nobody is told that none is left.
        assertThat(told)
                .containsExactly(
                        "nightshift WARNING NIGHTSHIFT_WEBHOOK_REDRIVE_RUN_FAILED",
                        "acme WARNING " + RedriveNews.REFUSED,
                        "beta INFO " + RedriveNews.OK,
                        "nightshift INFO " + RedriveNews.OK);

        assertThat(run(null, false, "r-2").counts()).containsEntry("processed", 5L);
        for (int i = 1; i <= 9; i++) {
            http.verify(
                    i <= 5 ? 2 : 1,
                    postRequestedFor(urlEqualTo("/events"))
                            .withHeader("Idempotency-Key", equalTo("acme:a-" + i)));
            assertThat(event(ACME, "a-" + i)).containsEntry("status", "processed");
        }
    }

    @Test
    void aListIsSentAsAListAndWhatIsNoBodyIsNotSentAtAll() {
        event(ACME, "a-1", "failed", List.of(new Document("lead", "Ann [1]"), 2, "x"));
        event(ACME, "a-2", "failed", List.of());
        event(ACME, "a-3", "failed", 7);
        events(ACME).insertOne(new Document("_id", "a-4").append("status", "failed"));
        event(ACME, "a-5", "failed", "as it is");

        RunReport report = run(ACME, false, "r-1");

        assertThat(report.counts())
                .containsEntry("found", 5L)
                .containsEntry("processed", 3L)
                .containsEntry("refused", 2L);
        assertThat(http.getAllServeEvents())
                .extracting(sent -> sent.getRequest().getBodyAsString())
                .containsExactlyInAnyOrder("[{\"lead\": \"Ann [1]\"}, 2, \"x\"]", "[]", "as it is");
        for (String id : List.of("a-3", "a-4")) {
            assertThat(event(ACME, id))
                    .containsEntry("status", "failed")
                    .containsEntry("lastError", EventBody.NONE);
        }
    }

    @Test
    void aPauseTakesEffectBehindTheEventThatIsOnItsWayAndWhatWasSentStaysCounted() {
        Objects.requireNonNull(runs).close();
        Runs paused = open(new PausedAtCheckpoint(job(Optional.ofNullable(endpoint)), 3));
        runs = paused;
        for (int i = 1; i <= 9; i++) {
            event(ACME, "a-" + i, "failed");
        }

        RunReport rests = run(null, false, "r-1");

        assertThat(rests.state()).isEqualTo(RunState.PAUSED);
        assertThat(http.getAllServeEvents()).hasSize(2);
        assertThat(rests.counts())
                .containsEntry("companies", 0L)
                .containsEntry("found", 2L)
                .containsEntry("processed", 2L);

        RunReport done = paused.starter().resume(rests.runId(), "tester", "r-2", RunListener.NONE);

        assertThat(done.state()).isEqualTo(RunState.COMPLETED);
        assertThat(http.getAllServeEvents()).hasSize(9);
        assertThat(done.counts())
                .containsEntry("companies", 2L)
                .containsEntry("found", 9L)
                .containsEntry("processed", 9L);
    }

    @Test
    void nobodyAnsweringIsNotedWithoutTheAddress() {
        http.stop();
        event(ACME, "a-1", "failed");

        assertThat(run(null, false, "r-1").counts()).containsEntry("refused", 1L);
        assertThat(event(ACME, "a-1")).containsEntry("lastError", "no answer (ConnectException)");
    }

    @Test
    void withoutAnEndpointNothingCanBeSentButEverythingCounted() {
        Objects.requireNonNull(runs).close();
        runs = open(Optional.empty());
        event(BETA, "b-1", "failed");

        assertThat(run(null, false, "r-1").message()).contains("no endpoint");
        assertThat(run(null, true, "r-2").counts()).containsEntry("found", 1L);
    }
}
