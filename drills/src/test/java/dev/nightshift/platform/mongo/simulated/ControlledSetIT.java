package dev.nightshift.platform.mongo.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.replicaset.SetTimes;
import dev.nightshift.drills.replicaset.SimulatedReplicaSet;
import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.mongo.replicaset.MemberHealth;
import dev.nightshift.platform.mongo.replicaset.ReplicaSetControl;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The control of a replica set, as a live drill has it. */
@Timeout(60)
class ControlledSetIT {
    @Test
    void aPrimaryStepsDownAndMayBeElectedAgain() {
        try (SimulatedReplicaSet set =
                        SimulatedReplicaSet.start(
                                SetTimes.withElectionTimeout(Duration.ofMillis(500)),
                                InstantSource.system());
                ReplicaSetControl control =
                        ReplicaSetControl.open(
                                uri(set), AddressMap.none(), Duration.ofSeconds(20))) {
            String before = primary(control);

            control.stepDown(Duration.ofSeconds(60), false);
            assertThat(primary(control)).isNotEqualTo(before);

            control.unfreeze();
            control.stepDown(Duration.ofSeconds(60), false);
            assertThat(primary(control)).isNotEmpty();
        }
    }

    private static String uri(SimulatedReplicaSet set) {
        return IntStream.range(0, set.size())
                .mapToObj(member -> "127.0.0.1:" + set.port(member))
                .collect(
                        Collectors.joining(
                                ",", "mongodb://", "/?replicaSet=" + SimulatedReplicaSet.NAME));
    }

    private static String primary(ReplicaSetControl control) {
        while (true) {
            for (MemberHealth member : control.members()) {
                if (member.isPrimary()) {
                    return member.host();
                }
            }
        }
    }
}
