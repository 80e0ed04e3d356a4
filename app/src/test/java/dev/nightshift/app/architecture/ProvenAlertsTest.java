package dev.nightshift.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.fire.Trouble;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Each alert that this service can raise is raised by a test, which is named here. */
class ProvenAlertsTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** Provoked for each job by its name. */
    private static final String RUNS = "CriticalPathsIT.aRunThatFailsRaisesItsAlert";

    /** Provoked for the schedule of each job. */
    private static final String SCHEDULES = "TroublesIT.eachTroubleOfAScheduleIsTold";

    private static final Map<String, String> PROOFS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("NIGHTSHIFT_ALERT_ESCALATION_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_BACKFILL_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_CSV_IMPORT_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_CSV_IMPORT_UNDO_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_HEARTBEAT_SWEEP_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_HOUSEKEEPING_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_KEY_CLEANUP_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_REGISTRY_VALIDATION_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_RETENTION_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_TEST_DATA_RUN_FAILED", RUNS),
                            Map.entry("NIGHTSHIFT_WEBHOOK_REDRIVE_RUN_FAILED", RUNS),
                            Map.entry(
                                    "NIGHTSHIFT_WEBHOOK_REDRIVE_RUN_REFUSED",
                                    "WebhookRedriveJobIT.whatIsRefusedStaysFailedAndIsTold"),
                            Map.entry("NIGHTSHIFT_COMPANY_CHECK_RUN_FAILED", RUNS),
                            Map.entry(
                                    "NIGHTSHIFT_DRILL_RUN_FAILED",
                                    "DrillJobIT.aDrillThatFailsFailsItsRunAndRaisesItsAlert"),
                            Map.entry("NIGHTSHIFT_ISOLATION_TEST_RUN_FAILED", RUNS),
                            Map.entry(
                                    "NIGHTSHIFT_COMPANY_CHECK_COMPANY_UNHEALTHY",
                                    "CompanyCheckJobIT.aCompanyThatIsNotAsItShouldBeIsToldOnceAndOnceThatItIsAgain"),
                            Map.entry(
                                    "NIGHTSHIFT_COMPANY_CHECK_COMPANY_RECOVERED",
                                    "CompanyCheckJobIT.aCompanyThatIsNotAsItShouldBeIsToldOnceAndOnceThatItIsAgain"),
                            Map.entry(
                                    "NIGHTSHIFT_COMPANY_CHECK_COMPANY_NOT_ISOLATED",
                                    "CompanyCheckJobIT.aDocumentOfAnotherIsToldApartAndLouder"),
                            Map.entry(
                                    "NIGHTSHIFT_ISOLATION_TEST_DOOR_OPEN",
                                    "IsolationTestJobIT.anOpenDoorFailsTheRunAndIsToldAsCritical"),
                            Map.entry(
                                    "NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RED",
                                    "HeartbeatSweepJobIT.tellsOnceOfEachPointThatTurnedRedAndOnceThatItIsBack"),
                            Map.entry(
                                    "NIGHTSHIFT_HEARTBEAT_SWEEP_POINT_RECOVERED",
                                    "HeartbeatSweepJobIT.tellsOnceOfEachPointThatTurnedRedAndOnceThatItIsBack"),
                            Map.entry(
                                    "NIGHTSHIFT_KEY_CLEANUP_LEVEL_WARNING",
                                    "KeyCleanupJobIT.aChangeOfLevelIsToldOnceAndEachCompanyGivesASignOfLife"),
                            Map.entry(
                                    "NIGHTSHIFT_KEY_CLEANUP_LEVEL_CRITICAL",
                                    "KeyCleanupJobIT.aChangeOfLevelIsToldOnceAndEachCompanyGivesASignOfLife"),
                            Map.entry(
                                    "NIGHTSHIFT_KEY_CLEANUP_LEVEL_HEALTHY",
                                    "KeyCleanupJobIT.aChangeOfLevelIsToldOnceAndEachCompanyGivesASignOfLife"),
                            Map.entry("NIGHTSHIFT_SLO_PROBE_RUN_FAILED", RUNS),
                            Map.entry(
                                    "SLO_NIGHTSHIFT_ALERTS_EMIT_P95",
                                    "SloProbeJobIT.aSlowHandOverOfAlertsIsToldOf"),
                            Map.entry(
                                    "NIGHTSHIFT_SLO_PROBE_ERRORS_HIGH",
                                    "SloProbeJobIT.aRealLeadOfThatKeyIsAnErrorAndIsLeftAlone"),
                            Map.entry(
                                    "NIGHTSHIFT_SLO_PROBE_CACHE_COLD",
                                    "SloProbeOutageIT.withoutRedisTheCacheIsColdAndReadsGoOn"),
                            Map.entry(
                                    "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_FAST",
                                    "SloProbeJobIT.aBudgetThatGoesTooFastIsToldOnceThereAreEnoughRequestsAndWhenItIsOver"),
                            Map.entry(
                                    "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_SLOW",
                                    "SloProbeJobIT.aBudgetThatGoesTooFastIsToldOnceThereAreEnoughRequestsAndWhenItIsOver"),
                            Map.entry(
                                    "NIGHTSHIFT_SLO_PROBE_BUDGET_BURN_OVER",
                                    "SloProbeJobIT.aBudgetThatGoesTooFastIsToldOnceThereAreEnoughRequestsAndWhenItIsOver"),
                            Map.entry(
                                    "NIGHTSHIFT_SLO_PROBE_BUDGET_KEPT",
                                    "SloProbeJobIT.breachesAreToldRiseAndEndWhenTheBudgetIsKept"),
                            Map.entry(
                                    "NIGHTSHIFT_BACKFILL_COMPANY_FAILED",
                                    "BackfillSteeringIT.one_companys_failure_does_not_stop_its_stage_mates"),
                            Map.entry(
                                    "NIGHTSHIFT_BACKFILL_GATE_CLOSED",
                                    "BackfillJobIT.every_kind_of_bad_document_is_a_counted_failure_and_nothing_else_is_lost"),
                            Map.entry(
                                    "NIGHTSHIFT_ALERTS_CHANNEL_RESTS",
                                    "GroupsIT.aChannelThatRestsIsTakenDownWithoutIt"),
                            Map.entry(
                                    "NIGHTSHIFT_ALERTS_DEPENDENCY_MONGODB",
                                    "OutagesIT.peopleAreToldOnceOfAllThatWaitsAndNotAgainWhenItIsRecorded"),
                            Map.entry(
                                    "NIGHTSHIFT_ALERTS_DEPENDENCY_REDIS",
                                    "GroupsIT.whatFollowsFromAServerThatIsAwayIsOneNotice"),
                            Map.entry(
                                    "NIGHTSHIFT_ALERTS_DEPENDENCY_RELATIONAL",
                                    "GroupsIT.whatFollowsFromAServerThatIsAwayIsOneNotice"),
                            Map.entry(
                                    "NIGHTSHIFT_ALERTS_EMIT_LOST",
                                    "LossesIT.aFullJournalFailsNobodyAndWhatIsLostIsSaidOnceCountedAndRecorded")));

    static {
        for (ScheduledJob job : ScheduledJob.values()) {
            for (Trouble trouble : Trouble.values()) {
                PROOFS.put("NIGHTSHIFT_SCHEDULE_%s_%s".formatted(job, trouble), SCHEDULES);
            }
        }
    }

    @Test
    void everyAlertOfOursIsProvenAndNothingElseIs() {
        Set<String> codes = new TreeSet<>();
        RegistryLoader.shipped().orThrow().entries().stream()
                .filter(entry -> entry.tab().equals("NIGHTSHIFT") && !entry.deprecated())
                .map(RegistryEntry::errorCodes)
                .forEach(codes::addAll);

        assertThat(PROOFS.keySet()).containsExactlyElementsOf(codes);
    }

    @Test
    void everyProofIsATestThatThereIs() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String proof : new TreeSet<>(PROOFS.values())) {
            String[] parts = proof.split("\\.", -1);
            if (source(parts[0]).filter(text -> text.contains(" " + parts[1] + "(")).isEmpty()) {
                missing.add(proof);
            }
        }

        assertThat(missing).isEmpty();
    }

    private static Optional<String> source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT, 12)) {
            return files.filter(file -> file.toString().contains("src/test/java"))
                    .filter(file -> file.endsWith(test + ".java"))
                    .findFirst()
                    .map(ProvenAlertsTest::text);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
