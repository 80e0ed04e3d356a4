package dev.nightshift.jobs.keycleanup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.List;

class DistinctKeysTest {
    @Test
    void aKeyIsNewOnce() {
        DistinctKeys keys = new DistinctKeys(DistinctKeys.MOST);
        for (int i = 0; i < 100_000; i++) {
            assertThat(keys.add("session:acme:" + i)).isTrue();
        }
        for (int i = 0; i < 100_000; i++) {
            assertThat(keys.add("session:acme:" + i)).isFalse();
        }
        assertThat(keys.exact()).isTrue();
    }

    @Test
    void beyondWhatIsToldApartItSaysSo() {
        DistinctKeys keys = new DistinctKeys(2);
        assertThat(keys.add("a")).isTrue();
        assertThat(keys.add("b")).isTrue();
        assertThat(keys.add("a")).isFalse();
        assertThat(keys.exact()).isTrue();
        assertThat(keys.add("c")).isTrue();
        assertThat(keys.add("c")).isTrue();
        assertThat(keys.exact()).isFalse();
        keys.clear();
        assertThat(keys.add("a")).isTrue();
    }

    @Test
    void countsOfARestartedServerBeginAnewButForWhatWasRemoved() {
        Tally tally = new Tally(List.of("redis", "mongo"));
        tally.of("acme", "redis").add(700, 600, 40);
        tally.of("acme", "mongo").add(7, 6, 5);

        tally.settle(List.of("redis"));

        assertThat(tally.of("acme", "redis").keys()).isEqualTo(40);
        assertThat(tally.of("acme", "redis").left()).isZero();
        assertThat(tally.of("acme", "mongo").left()).isEqualTo(1);
    }

    @Test
    void aSpaceThatCameMeanwhileShiftsNoCounts() {
        Tally tally = new Tally(List.of("b", "gone"));
        tally.of("acme", "b").add(5, 3, 2);
        tally.of("acme", "gone").add(9, 9, 9);
        ExecutionContext stored = new ExecutionContext();
        tally.store(stored);

        Tally restored = new Tally(List.of("a", "b"));
        restored.restore(stored);

        assertThat(restored.of("acme", "b").keys()).isEqualTo(5);
        assertThat(restored.totals()).containsEntry("keys", 5L);
    }

    @Test
    void countsComeBackAsTheyWereStored() {
        Tally tally = new Tally(List.of("a", "b"));
        tally.of("acme", "b").add(5, 3, 2);
        tally.of("acme", "a").add(1, 0, 0);
        tally.of("none", "a").add(0, 0, 0);
        tally.of(Tally.GONE, "b").add(7, 6, 5);
        ExecutionContext stored = new ExecutionContext();
        tally.store(stored);

        Tally restored = new Tally(List.of("a", "b"));
        restored.restore(stored);

        assertThat(restored.totals())
                .isEqualTo(tally.totals())
                .containsEntry("keys", 13L)
                .containsEntry("expired", 9L)
                .containsEntry("removed", 7L)
                .containsEntry("orphans", 6L)
                .containsEntry("orphans.b", 6L)
                .containsEntry("orphansRemoved.b", 5L);
        assertThat(restored.of("acme", "b").left()).isEqualTo(1);
    }
}
