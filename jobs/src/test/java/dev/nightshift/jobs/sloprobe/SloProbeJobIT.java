package dev.nightshift.jobs.sloprobe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.sloprobe.measure.Verdict;
import dev.nightshift.jobs.sloprobe.results.SloDay;
import dev.nightshift.jobs.sloprobe.results.SloResult;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

@Timeout(120)
class SloProbeJobIT {
    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final SloScene scene = new SloScene(stack.endpoints(), stack.dataDir(), Map.of());

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void everyOperationIsMeasuredForEachCompanyAndLeavesNothing() throws Exception {
        scene.add("acme");
        scene.add("beta");
        scene.add("idle");
        scene.companies.suspend(SloScene.PLATFORM, new CompanyId("idle"));
        scene.only(
                SloScene.latency("read", "company-read", SloScene.GENEROUS),
                SloScene.latency("write", "company-write", SloScene.GENEROUS),
                SloScene.latency("lead", "lead-submit", SloScene.GENEROUS),
                SloScene.latency("emit", "alert-emit", SloScene.GENEROUS),
                SloScene.share("hits", "company-read", "hits", "0.7"),
                SloScene.share("answered", "lead-submit", "answered", "0.99"));

        RunReport run = scene.probe();

        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.counts())
                .containsEntry("companies", 2L)
                .containsEntry("skipped", 1L)
                .containsEntry("failed", 0L)
                .containsEntry("pass", 12L)
                .containsEntry("breach", 0L);
        assertThat(run.artefacts()).containsOnly(Map.entry("skipped/idle", "SUSPENDED"));
        for (String company : List.of("acme", "beta")) {
            List<SloResult> results = scene.results.latest(SloScene.in(company));
            assertThat(results)
                    .extracting(SloResult::slo)
                    .containsExactly("answered", "emit", "hits", "lead", "read", "write");
            assertThat(results)
                    .allSatisfy(
                            result -> {
                                assertThat(result.verdict()).isEqualTo(Verdict.PASS);
                                assertThat(result.requests()).isEqualTo(150);
                                assertThat(result.failed()).isZero();
                                assertThat(result.p95Ms()).isPositive();
                                assertThat(result.p95HighMs())
                                        .isGreaterThanOrEqualTo(result.p95Ms());
                                assertThat(result.budgetLeft()).isEqualTo(1);
                                assertThat(result.runId()).isEqualTo(run.runId());
                                assertThat(result.at()).isEqualTo(SloScene.START);
                            });
            assertThat(scene.documents(company, "leads")).isZero();
            assertThat(scene.documents(company, "slo_probes")).isZero();
            assertThat(scene.documents(company, "alert_trials")).isZero();
            assertThat(scene.documents(company, "telemetry")).isEqualTo(6);
            assertThat(scene.recorded(company, "NIGHTSHIFT_SLO_PROBE_RUN_OK")).hasSize(1);
        }
        assertThat(scene.results.latest(SloScene.in("idle"))).isEmpty();
        assertThat(scene.told)
                .extracting(Alert::code)
                .containsExactly("NIGHTSHIFT_SLO_PROBE_RUN_OK", "NIGHTSHIFT_SLO_PROBE_RUN_OK");
        assertThat(scene.mongo.tenants().missingIndexes(SloScene.in("acme"), "telemetry"))
                .isEmpty();
    }

    @Test
    void aFullProbeIsKnownWhileItIsAtWork() {
        List<OptionalLong> seen = new ArrayList<>();
        RunListener looks =
                new RunListener() {
                    @Override
                    public void accepted(long runId) {
                        seen.add(SloProbeRequest.fullAtWork(scene.runs.registry()));
                    }
                };
        assertThat(SloProbeRequest.fullAtWork(scene.runs.registry())).isEmpty();

        RunReport full =
                scene.runs.starter().start(SloProbeRequest.all(true).run(SloScene.PLATFORM), looks);
        scene.runs.starter().start(SloProbeRequest.all(false).run(SloScene.PLATFORM), looks);

        assertThat(seen).containsExactly(OptionalLong.of(full.runId()), OptionalLong.empty());
    }

    @Test
    void breachesAreToldRiseAndEndWhenTheBudgetIsKept() throws Exception {
        scene.add("acme");
        scene.only(SloScene.latency("write", "company-write", SloScene.IMPOSSIBLE));

        RunReport first = scene.probe();

        assertThat(first.counts()).containsEntry("breach", 1L);
        Alert breach = scene.told.getFirst();
        assertThat(breach.code()).isEqualTo("SLO_NOTES_EDITOR_SAVE_P95");
        assertThat(breach.eventType()).isEqualTo(EventType.SLO_BREACH);
        assertThat(breach.severity()).isEqualTo(Severity.INFO);
        assertThat(breach.latencyMs()).isNotNull();
        assertThat(breach.message())
                .contains("write: ", " ms (surely above ", "95 % within 1.0E-4 ms");
        assertThat(only("SLO_NOTES_EDITOR_SAVE_P95"))
                .containsEntry("severity", "INFO")
                .containsEntry("tab", "NOTES")
                .containsEntry("module", "EDITOR.SAVE.LATENCY")
                .containsEntry("eventType", "slo_breach")
                .containsKey("latencyMs");
        assertThat(only("SLO_NOTES_EDITOR_SAVE_P95").getList("flags", String.class)).isEmpty();

        quarterHourLater();
        scene.probe();
        quarterHourLater();
        scene.probe();

        assertThat(only("SLO_NOTES_EDITOR_SAVE_P95")).containsEntry("severity", "WARNING");
        SloResult result = scene.results.latest(SloScene.in("acme"), "write").orElseThrow();
        assertThat(result.verdict()).isEqualTo(Verdict.BREACH);
        assertThat(result.severity()).isEqualTo(Severity.INFO);
        // All 450 were slow where one in twenty may be.
        assertThat(result.budgetLeft())
                .isEqualTo(1 - 1 / 0.05, org.assertj.core.api.Assertions.within(1e-6));

        scene.only(SloScene.latency("write", "company-write", SloScene.GENEROUS));
        quarterHourLater();
        scene.told.clear();
        scene.probe();

        assertThat(scene.told).extracting(Alert::code).contains("NIGHTSHIFT_SLO_PROBE_BUDGET_KEPT");
        assertThat(only("SLO_NOTES_EDITOR_SAVE_P95").get("openKey")).isNull();
        scene.told.clear();
        quarterHourLater();
        scene.probe();
        assertThat(scene.told)
                .extracting(Alert::code)
                .doesNotContain("NIGHTSHIFT_SLO_PROBE_BUDGET_KEPT");
    }

    @Test
    void aBudgetThatGoesTooFastIsToldOnceThereAreEnoughRequestsAndWhenItIsOver() throws Exception {
        scene.add("acme");
        scene.only(SloScene.latency("write", "company-write", SloScene.IMPOSSIBLE));

        scene.probe();
        assertThat(burns()).isEmpty();
        quarterHourLater();
        scene.probe();

        assertThat(burns())
                .containsExactly(
                        "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_FAST",
                        "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_SLOW");
        assertThat(only("NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_FAST"))
                .containsEntry("severity", "CRITICAL");
        assertThat(only("NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_SLOW"))
                .containsEntry("severity", "WARNING");
        assertThat(scene.results.latest(SloScene.in("acme"), "write").orElseThrow().fastBurn())
                .isEqualTo(20, org.assertj.core.api.Assertions.within(1e-6));

        scene.told.clear();
        scene.only(SloScene.latency("write", "company-write", SloScene.GENEROUS));
        quarterHourLater();
        quarterHourLater();
        quarterHourLater();
        scene.probe();

        assertThat(burns())
                .containsExactly(
                        "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_OVER",
                        "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_OVER");
        assertThat(only("NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_FAST").get("openKey")).isNull();
        assertThat(only("NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_SLOW").get("openKey")).isNull();

        scene.told.clear();
        quarterHourLater();
        scene.probe();
        assertThat(burns()).isEmpty();
    }

    @Test
    void daysAreKeptAndAddedUp() {
        scene.add("acme");
        scene.only(SloScene.latency("write", "company-write", SloScene.IMPOSSIBLE));
        scene.probe();
        scene.only(SloScene.latency("write", "company-write", SloScene.GENEROUS));
        quarterHourLater();
        scene.probe();
        scene.now = SloScene.START.plus(Duration.ofDays(1));
        scene.probe();

        List<SloDay> days =
                scene.results.days(SloScene.in("acme"), "write", LocalDate.parse("2026-03-01"));

        assertThat(days)
                .extracting(SloDay::day)
                .containsExactly(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-02"));
        SloDay first = days.getFirst();
        assertThat(first.probes()).isEqualTo(2);
        assertThat(first.breaches()).isEqualTo(1);
        assertThat(first.total()).isEqualTo(300);
        assertThat(first.good()).isEqualTo(150);
        assertThat(first.p95Ms()).isPositive();
        assertThat(scene.results.latest(SloScene.in("acme"), "write").orElseThrow().budgetLeft())
                .isEqualTo(1 - (150 / 450.0) / 0.05, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(scene.results.days(SloScene.in("other"), "write", LocalDate.EPOCH)).isEmpty();
    }

    @Test
    void whatFailsForOneCompanyStaysWithIt() throws Exception {
        scene.add("acme");
        scene.add("beta");
        scene.only(SloScene.latency("write", "company-write", SloScene.GENEROUS));
        // Its results cannot be read.
        scene.mongo
                .platform()
                .perCompany(
                        SloScene.PLATFORM,
                        dev.nightshift.platform.mongo.name.PerCompanyName.SLO_STATE)
                .upsert(
                        Map.of(
                                new CompanyId("acme"),
                                new Document("$set", new Document("slos", "damaged"))));

        RunReport run = scene.probe();

        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.counts())
                .containsEntry("companies", 2L)
                .containsEntry("failed", 1L)
                .containsEntry("pass", 2L);
        assertThat(run.artefacts()).containsEntry("failed/acme/company-write", "INTERNAL");
        assertThat(scene.recorded("acme", "NIGHTSHIFT_SLO_PROBE_RUN_FAILED")).hasSize(1);
        assertThat(scene.recorded("acme", "NIGHTSHIFT_SLO_PROBE_RUN_OK")).isEmpty();
        assertThat(scene.recorded("beta", "NIGHTSHIFT_SLO_PROBE_RUN_OK")).hasSize(1);
        assertThat(scene.results.latest(SloScene.in("beta"))).hasSize(1);
    }

    @Test
    void aCompanyThatIsSuspendedOrUnknownIsRefused() {
        scene.add("idle");
        scene.companies.suspend(SloScene.PLATFORM, new CompanyId("idle"));

        assertThat(
                        scene.probe(new SloProbeRequest(new CompanyId("idle"), null, false, 0))
                                .failureCode())
                .isEqualTo(FailureCode.COMPANY_SUSPENDED.name());
        assertThat(
                        scene.probe(new SloProbeRequest(new CompanyId("nobody"), null, false, 0))
                                .failureCode())
                .isEqualTo(FailureCode.COMPANY_NOT_FOUND.name());
    }

    @Test
    void theShippedPlansProbeEveryTab() throws Exception {
        scene.add("acme");
        try (var files = java.nio.file.Files.list(scene.plans)) {
            for (java.nio.file.Path file : files.toList()) {
                java.nio.file.Files.delete(file);
            }
        }

        RunReport run = scene.probe(new SloProbeRequest(null, null, true, 72));

        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.counts()).containsEntry("failed", 0L);
        assertThat(scene.results.latest(SloScene.in("acme")))
                .hasSize(18)
                .extracting(SloResult::tab)
                .contains(
                        "OVERVIEW",
                        "CONFIGURATION",
                        "NOTES",
                        "AI_VOICE_SETTINGS",
                        "AI_AGENT_SETTINGS",
                        "AI_PERFORMANCE",
                        "SPAM_FILTER",
                        "NIGHTSHIFT");
        assertThat(scene.documents("acme", "leads")).isZero();
    }

    @Test
    void aSlowHandOverOfAlertsIsToldOf() throws Exception {
        scene.add("acme");
        scene.only(
                SloScene.latency("emit", "alert-emit", SloScene.IMPOSSIBLE)
                        .replace("SLO_NOTES_EDITOR_SAVE_P95", "SLO_NIGHTSHIFT_ALERTS_EMIT_P95"));

        assertThat(scene.probe().counts()).containsEntry("breach", 1L);

        assertThat(only("SLO_NIGHTSHIFT_ALERTS_EMIT_P95"))
                .containsEntry("tab", "NIGHTSHIFT")
                .containsEntry("module", "ALERTS.EMIT.LATENCY");
        assertThat(scene.documents("acme", "alert_trials")).isZero();
    }

    @Test
    void onlyWhatIsAskedForIsMeasuredAndAsOftenAsIsAsked() {
        scene.add("acme");
        scene.add("beta");
        scene.only(
                SloScene.latency("write", "company-write", SloScene.GENEROUS),
                SloScene.latency("read", "company-read", SloScene.GENEROUS));

        RunReport run = scene.probe(new SloProbeRequest(new CompanyId("acme"), "read", false, 72));

        assertThat(run.companyId()).isEqualTo("acme");
        assertThat(run.counts()).containsEntry("requests", 72L).containsEntry("pass", 1L);
        assertThat(scene.results.latest(SloScene.in("acme")))
                .extracting(SloResult::slo)
                .containsExactly("read");
        assertThat(scene.results.latest(SloScene.in("beta"))).isEmpty();
    }

    @Test
    void aRealLeadOfThatKeyIsAnErrorAndIsLeftAlone() throws Exception {
        scene.add("acme");
        scene.only(SloScene.share("answered", "lead-submit", "answered", "0.999"));
        for (int i = 0; i < 20; i++) {
            assertThat(
                            scene.mongo
                                    .tenants()
                                    .collection(SloScene.in("acme"), "leads")
                                    .insertOne(
                                            new Document(
                                                    "email",
                                                    "lead-%d@slo-probe.invalid".formatted(i))))
                    .isTrue();
        }

        RunReport run = scene.probe();

        assertThat(run.counts()).containsEntry("breach", 1L);
        Alert breach = scene.told.getFirst();
        assertThat(breach.code()).isEqualTo("NIGHTSHIFT_SLO_PROBE_ERRORS_HIGH");
        assertThat(breach.severity()).isEqualTo(Severity.WARNING);
        assertThat(breach.message()).contains("130 of 150 requests were answered");
        assertThat(breach.latencyMs()).isNotNull();
        assertThat(scene.documents("acme", "leads")).isEqualTo(20);
    }

    private Document only(String code) throws InterruptedException {
        List<Document> found = scene.recorded("acme", code);
        assertThat(found).as(code).hasSize(1);
        return found.getFirst();
    }

    private List<String> burns() {
        return scene.told.stream()
                .map(Alert::code)
                .filter(code -> code.contains("_BURN_"))
                .sorted()
                .toList();
    }

    private void quarterHourLater() {
        scene.now = scene.now.plus(Duration.ofMinutes(15));
    }
}
