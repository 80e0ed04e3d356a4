package dev.nightshift.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.ContactFile;
import dev.nightshift.jobs.backfill.BackfillJob;
import dev.nightshift.jobs.csvimport.CsvImportJob;
import dev.nightshift.jobs.csvimport.ImportUndoJob;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.testdata.TestDataJob;
import dev.nightshift.jobs.webhookredrive.WebhookRedriveJob;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.schedules.ScheduledJob;

import org.junit.jupiter.api.Test;

import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** A job that nothing starts by itself is one that people start, and is named here. */
class EveryJobIT {
    /** Started by people, or by the inbox for each file. */
    private static final Set<String> MANUAL =
            Set.of(
                    CsvImportJob.NAME,
                    ImportUndoJob.NAME,
                    BackfillJob.NAME,
                    TestDataJob.NAME,
                    WebhookRedriveJob.NAME);

    @Test
    void hasAScheduleOrIsManual() {
        EmbeddedStack stack = EmbeddedStack.fresh();
        InstantSource clock = InstantSource.system();
        Supplier<ContactBook> nobody =
                () -> ContactFile.read(stack.settings().alertsConfig(), Map.of());
        try (Stores stores =
                        Stores.open(
                                stack.endpoints(), clock, new PlatformContext("t", "t", "tester"));
                var application =
                        NightshiftApplication.start(
                                stack.settings(),
                                stores,
                                clock,
                                InputStream.nullInputStream(),
                                nobody)) {
            Set<String> started = new TreeSet<>(ScheduledJob.names());
            // It is no run of its own: each file is one.
            started.remove("inbox-import");
            started.addAll(MANUAL);

            assertThat(
                            application.getBeansOfType(JobDefinition.class).values().stream()
                                    .map(JobDefinition::name))
                    .containsExactlyInAnyOrderElementsOf(started);
        }
    }
}
