package dev.nightshift.drills.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.lab.Lab;
import dev.nightshift.drills.lab.LabSettings;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillResult;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.order.Refusal;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.report.Evidence;
import dev.nightshift.drills.requests.ServiceLoad;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.drills.surroundings.Claim;
import dev.nightshift.drills.surroundings.Subject;
import dev.nightshift.drills.surroundings.Surroundings;
import dev.nightshift.drills.watchdog.WorkFolder;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.PlatformContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The MongoDB drill on configured servers, which are a lab's here: only the step-down is done. */
@Timeout(180)
class LiveStepDownIT {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir private Path dir = Path.of(".");

    private record Configured(Endpoints endpoints, MongoStores mongo, Path folder)
            implements Surroundings {
        @Override
        public Subject open(DrillOrder order, WorkFolder work) {
            Target target = LiveTarget.open(endpoints);
            return new Subject(target, ServiceLoad.open(target, 2, folder, false, CLOCK));
        }

        @Override
        public List<Refusal> refusals() {
            return List.of(Preflight.membersAreWell(() -> LiveTarget.members(endpoints)));
        }

        @Override
        public List<Refusal> preflight(Subject subject) {
            return List.of(Preflight.canDo(() -> subject.target().faults()));
        }

        @Override
        public Claim claim(String drillId, DrillOrder order) {
            return LiveLease.take(
                    mongo.platform(),
                    new PlatformContext("r", "drill", "tester"),
                    drillId,
                    CLOCK,
                    System::nanoTime);
        }

        @Override
        public AutoCloseable mute(DrillOrder order, List<String> companies) {
            return () -> {};
        }

        @Override
        public String version() {
            return "test";
        }
    }

    @Test
    void thePrimaryStepsDownAndWhatIsForALabOnlyIsLeftOut() throws IOException {
        try (Lab lab =
                        Lab.start(
                                dir.resolve("lab"),
                                LabSettings.simulated(Duration.ofSeconds(1), CLOCK));
                MongoStores mongo = MongoStores.open(lab.mongoUri())) {
            Endpoints endpoints =
                    new Endpoints(lab.mongoUri(), lab.redisUri(), "", "", "", "a test's servers");

            DrillResult result =
                    new Drills(dir.resolve("data"), CLOCK)
                            .run(
                                    new DrillOrder(
                                            Experiments.shipped().show("mongodb-primary"),
                                            true,
                                            "tester",
                                            List.of(),
                                            0.15),
                                    new Configured(endpoints, mongo, dir.resolve("load")),
                                    StopSource.NEVER);

            Chain chain = Chain.read(result.folder().resolve(Journal.FILE));
            assertThat(result.reason()).isEmpty();
            assertThat(result.state()).isEqualTo(DrillState.PASSED);
            assertThat(chain.all(Events.INJECTED).stream().map(line -> line.text("kind")))
                    .containsExactly("mongo-step-down");
            assertThat(Evidence.of(chain).rtoMs()).isNotNegative();
            assertThat(Files.readString(result.folder().resolve("report.md")))
                    .contains(
                            "Steps for a lab only, which were left out: the primary is killed; ",
                            "| the primary is killed | left out: for a lab only |",
                            "The configured servers, live: a test's servers");
        }
    }
}
