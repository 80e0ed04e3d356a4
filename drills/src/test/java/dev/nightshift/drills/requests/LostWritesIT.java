package dev.nightshift.drills.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.faults.Applied;
import dev.nightshift.drills.faults.FaultRequest;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.lab.Lab;
import dev.nightshift.drills.lab.LabSettings;
import dev.nightshift.drills.surroundings.Counted;
import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.replicaset.MemberHealth;
import dev.nightshift.platform.mongo.replicaset.ReplicaSetControl;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

@Timeout(120)
class LostWritesIT {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @TempDir Path dir;

    /** The same servers, asked for less than a majority. */
    private record WithoutMajority(Lab lab) implements Target {
        @Override
        public List<String> firstLines() {
            return lab.firstLines();
        }

        @Override
        public boolean simulated() {
            return lab.simulated();
        }

        @Override
        public String mongoUri() {
            return lab.mongoUri() + "&w=1";
        }

        @Override
        public String redisUri() {
            return lab.redisUri();
        }

        @Override
        public Set<String> faults() {
            return lab.faults();
        }

        @Override
        public Map<String, String> undo(FaultRequest request) {
            return lab.undo(request);
        }

        @Override
        public Applied inject(FaultRequest request) {
            return lab.inject(request);
        }

        @Override
        public void close() {
            lab.close();
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            var _ = NEVER.await(50, TimeUnit.MILLISECONDS);
        }
    }

    private static boolean acknowledges(ServiceLoad load) {
        return load.measures().getOrDefault(Measure.ACKNOWLEDGED_WRITES, 0.0) > 0;
    }

    /** The members are asked while one of them is being killed. */
    private static boolean hasPrimary(ReplicaSetControl set) {
        try {
            return set.members().stream().anyMatch(MemberHealth::isPrimary);
        } catch (NightshiftException notYet) {
            return false;
        }
    }

    private static Applied inject(Lab lab, String fault, Map<String, Object> arguments) {
        return lab.inject(new FaultRequest(fault, arguments));
    }

    @Test
    void writesThatOnlyADeadPrimaryHadAreCountedAsLost() throws Exception {
        try (Lab lab =
                        Lab.start(
                                dir.resolve("lab"),
                                LabSettings.simulated(
                                        Duration.ofMillis(500), InstantSource.system()));
                ServiceLoad load =
                        ServiceLoad.open(
                                new WithoutMajority(lab),
                                1,
                                dir.resolve("load"),
                                false,
                                InstantSource.system());
                ReplicaSetControl set =
                        ReplicaSetControl.open(
                                lab.mongoUri(), AddressMap.none(), Duration.ofSeconds(10))) {
            load.start();
            until(() -> acknowledges(load));
            Applied lag = inject(lab, "mongo-lag", Map.of("millis", 3_600_000));
            var _ = NEVER.await(1, TimeUnit.SECONDS);
            Applied kill = inject(lab, "mongo-kill-primary", Map.of());
            lag.heal();
            until(() -> hasPrimary(set));
            kill.heal();
            until(() -> acknowledges(load));

            Counted.Writes counted = load.finish().writes();

            assertThat(counted.lost()).isPositive();
            assertThat(counted.acknowledged()).isEqualTo(counted.found() + counted.lost());
            assertThat(counted.duplicate()).isZero();
            assertThat(counted.lostSpanMs()).isPositive();
        }
    }
}
