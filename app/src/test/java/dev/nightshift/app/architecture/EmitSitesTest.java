package dev.nightshift.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.coverage.CodeRow;
import dev.nightshift.alerts.registry.coverage.Coverage;
import dev.nightshift.alerts.registry.coverage.Finding;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.registry.scan.BytecodeScan;
import dev.nightshift.alerts.registry.scan.FoundSites;
import dev.nightshift.alerts.registry.scan.UnreadSite;
import dev.nightshift.drills.job.DrillJob;
import dev.nightshift.jobs.alertescalation.AlertEscalationJob;
import dev.nightshift.jobs.backfill.BackfillJob;
import dev.nightshift.jobs.companycheck.CompanyCheckJob;
import dev.nightshift.jobs.csvimport.CsvImportJob;
import dev.nightshift.jobs.csvimport.ImportUndoJob;
import dev.nightshift.jobs.heartbeatsweep.HeartbeatSweepJob;
import dev.nightshift.jobs.housekeeping.HousekeepingJob;
import dev.nightshift.jobs.isolationtest.IsolationTestJob;
import dev.nightshift.jobs.keycleanup.KeyCleanupJob;
import dev.nightshift.jobs.registryvalidation.RegistryValidationJob;
import dev.nightshift.jobs.retention.RetentionJob;
import dev.nightshift.jobs.sloprobe.SloProbeJob;
import dev.nightshift.jobs.sloprobe.plan.Slo;
import dev.nightshift.jobs.sloprobe.plan.SloPlans;
import dev.nightshift.jobs.testdata.TestDataJob;
import dev.nightshift.jobs.webhookredrive.WebhookRedriveJob;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.fire.Trouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What this service can raise is in the registry: known, owned and as loud as it says. */
class EmitSitesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Registry REGISTRY = RegistryLoader.shipped().orThrow();

    /** Codes that are made of a job's name, of SLO plans, and those that an operator types. */
    private static final Set<String> OPEN =
            Set.of(
                    "RunAlerts.failed",
                    "RunAlerts.done",
                    "AlertsSendCommand.call",
                    "CompanyProbes.probe");

    /** An entry whose code is not written yet breaks nothing; coverage tells of it. */
    private static final Set<Finding> HARMLESS = Set.of(Finding.OK, Finding.MISSING_IN_CODE);

    @Test
    void everySiteIsRegistered() throws IOException {
        FoundSites found = scan(built());

        assertThat(problems(found)).isEmpty();
        // The adapter makes alerts again from what it stored.
        assertThat(
                        found.unread().stream()
                                .filter(site -> !site.file().startsWith("dev/nightshift/alerts/"))
                                .map(UnreadSite::member))
                .allSatisfy(member -> assertThat(OPEN).contains(member));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CsvImportJob.NAME,
                ImportUndoJob.NAME,
                HeartbeatSweepJob.NAME,
                AlertEscalationJob.NAME,
                HousekeepingJob.NAME,
                CompanyCheckJob.NAME,
                IsolationTestJob.NAME,
                RegistryValidationJob.NAME,
                RetentionJob.NAME,
                KeyCleanupJob.NAME,
                SloProbeJob.NAME,
                TestDataJob.NAME,
                BackfillJob.NAME,
                DrillJob.NAME,
                WebhookRedriveJob.NAME
            })
    void theEndOfEachJobIsRegistered(String job) {
        String module = job.replace('-', '_').toUpperCase(Locale.ROOT);

        assertThat(REGISTRY.byCode("NIGHTSHIFT_%s_RUN_FAILED".formatted(module))).isPresent();
        assertThat(REGISTRY.byCode("NIGHTSHIFT_%s_RUN_OK".formatted(module))).isPresent();
    }

    @Test
    void everySloRaisesACodeThatIsRegistered() {
        assertThat(SloPlans.load(Path.of("none"), REGISTRY).all())
                .allSatisfy(
                        (Slo slo) ->
                                assertThat(REGISTRY.byCode(slo.operation().code())).isPresent());
    }

    @ParameterizedTest
    @EnumSource(ScheduledJob.class)
    void whatBecomesOfEachScheduleIsRegistered(ScheduledJob job) {
        for (Trouble trouble : Trouble.values()) {
            assertThat(REGISTRY.byCode("NIGHTSHIFT_SCHEDULE_%s_%s".formatted(job, trouble)))
                    .isPresent();
        }
        assertThat(REGISTRY.byCode("NIGHTSHIFT_SCHEDULE_%s_OK".formatted(job))).isPresent();
    }

    @Test
    void aPlantedSiteThatIsNotRegisteredIsFound(@TempDir Path folder) throws IOException {
        Planted.classes(
                folder,
                Map.of(
                        "dev.nightshift.jobs.Planted",
                        """
                        package dev.nightshift.jobs;
                        import dev.nightshift.alerts.Alert;
                        import dev.nightshift.alerts.Severity;
                        class Planted {
                            Alert alert() {
                                return Alert.of(
                                        "NIGHTSHIFT_PLANTED_RUN_FAILED", Severity.WARNING, "m");
                            }
                        }
                        """));
        List<Path> folders = new ArrayList<>(built());
        folders.add(folder.resolve("out"));

        assertThat(problems(scan(folders)))
                .anySatisfy(
                        problem ->
                                assertThat(problem)
                                        .contains(
                                                "NIGHTSHIFT_PLANTED_RUN_FAILED",
                                                "MISSING_IN_REGISTRY",
                                                "dev/nightshift/jobs/Planted.java:6"));
    }

    private static List<String> problems(FoundSites found) {
        return new Coverage(REGISTRY, found, Set.of("NIGHTSHIFT"))
                .report(List.of(), Instant.EPOCH).codes().stream()
                        .filter(row -> !HARMLESS.containsAll(row.findings()))
                        .map(EmitSitesTest::told)
                        .toList();
    }

    private static String told(CodeRow row) {
        return "%s %s %s %s".formatted(row.code(), row.findings(), row.sites(), row.note());
    }

    private static FoundSites scan(List<Path> folders) throws IOException {
        List<byte[]> classes = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .map(EmitSitesTest::bytes)
                        .forEach(classes::add);
            }
        }
        return BytecodeScan.of(classes.stream());
    }

    private static List<Path> built() throws IOException {
        try (Stream<Path> rooms = Files.list(PROJECT)) {
            return rooms.filter(room -> Files.exists(room.resolve("pom.xml")))
                    .filter(room -> !room.endsWith("benchmarks"))
                    .map(room -> room.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
