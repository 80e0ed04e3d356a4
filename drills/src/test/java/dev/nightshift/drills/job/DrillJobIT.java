package dev.nightshift.drills.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.DrillSummary;
import dev.nightshift.drills.journal.JournalArchive;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.drills.run.FakeSurroundings;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A drill as a run, and the copy of its journal. */
class DrillJobIT {
    private static final PlatformContext CONTEXT = new PlatformContext("r", "drill", "tester");
    private static final InstantSource CLOCK = InstantSource.system();

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final FakeSurroundings around = new FakeSurroundings();
    private final Drills drills = new Drills(stack.dataDir(), CLOCK);
    private final List<String> told = new ArrayList<>();

    private RunReport run(MongoStores mongo) {
        DrillJob job =
                new DrillJob(
                        Experiments::shipped,
                        drills,
                        context -> around,
                        context -> new JournalArchive(mongo.platform(), context, CLOCK));
        DrillOrder order =
                new DrillOrder(
                        Experiments.shipped().show("redis-outage"),
                        false,
                        "tester",
                        List.of("Ada", "Grace"),
                        0.01);
        try (Runs runs =
                Runs.open(
                        stack.endpoints(),
                        List.of(job),
                        (company, alert) -> told.add(company.companyId() + " " + alert.code()))) {
            return runs.starter().start(DrillJob.request(CONTEXT, order), RunListener.NONE);
        }
    }

    @Test
    void aDrillThatPassesIsARunThatIsDoneAndItsJournalIsCopied() {
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            RunReport report = run(mongo);

            assertThat(report.state()).isEqualTo(RunState.COMPLETED);
            assertThat(report.artefacts()).containsEntry("state", "PASSED");
            assertThat(report.counts()).containsEntry("lost", 0L).containsKey("rtoMs");
            JournalArchive archive = new JournalArchive(mongo.platform(), CONTEXT, CLOCK);
            String id = String.valueOf(report.artefacts().get("drill"));
            Chain copy = archive.read(id);
            assertThat(copy.isWhole()).isTrue();
            assertThat(archive.head(id)).isEqualTo(Optional.of(copy.head()));
            assertThat(copy.head()).isEqualTo(report.artefacts().get("head"));
            assertThat(archive.drills())
                    .singleElement()
                    .isEqualTo(drills.list().getFirst())
                    .extracting(DrillSummary::experiment)
                    .isEqualTo("redis-outage");
            assertThat(told).containsExactly("nightshift NIGHTSHIFT_DRILL_RUN_OK");
        }
    }

    @Test
    void aDrillThatFailsFailsItsRunAndRaisesItsAlert() {
        around.workload.lost = 3;
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            RunReport report = run(mongo);

            assertThat(report.state()).isEqualTo(RunState.FAILED);
            assertThat(report.failureCode()).isEqualTo("DRILL_FAILED");
            assertThat(report.counts()).containsEntry("lost", 3L);
            assertThat(told).containsExactly("nightshift NIGHTSHIFT_DRILL_RUN_FAILED");
        }
    }

    @Test
    void aDrillThatIsRefusedSaysWhy() {
        around.refusals.add(order -> Optional.of("A backfill is at work."));
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            RunReport report = run(mongo);

            assertThat(report.failureCode()).isEqualTo("DRILL_REFUSED");
            assertThat(String.valueOf(report.message())).contains("A backfill is at work.");
            assertThat(new JournalArchive(mongo.platform(), CONTEXT, CLOCK).drills())
                    .extracting(DrillSummary::state)
                    .containsExactly("REFUSED");
        }
    }
}
