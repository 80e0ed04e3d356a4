package dev.nightshift.writers.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** Stops after every single store operation, one after the other, and once more in the repeat. */
class CrashTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void an_import_stopped_anywhere_ends_like_an_uninterrupted_one(long seed) {
        ImportCase given = ImportCase.random(seed);
        MemoryLeads whole = given.store(seed);
        run(given, whole, Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (int first = 0; first <= whole.ops; first++) {
            for (int second = 0; second <= whole.ops - first + 12; second += 3) {
                MemoryLeads store = given.store(seed);
                List<String> outcomes = run(given, store, first, second);
                MergePropertyTest.assertEqualsModel(given, store, outcomes);
            }
        }
    }

    private static List<String> run(
            ImportCase given, MemoryLeads store, int firstDeath, int secondDeath) {
        List<Integer> deaths = new ArrayList<>(List.of(firstDeath, secondDeath));
        store.dieAfter(deaths.removeFirst());
        List<String> outcomes = new ArrayList<>();
        LeadBatchWriter writer = new LeadBatchWriter(store, store, given.options());
        for (int batch = 0; batch < given.batches().size(); ) {
            try {
                outcomes.addAll(
                        MergePropertyTest.names(writer.write(batch, given.batches().get(batch))));
                batch++;
            } catch (NightshiftException death) {
                assertThat(death).hasMessage("dead");
                writer = new LeadBatchWriter(store, store, given.options());
                store.dieAfter(deaths.isEmpty() ? Integer.MAX_VALUE : deaths.removeFirst());
            }
        }
        return outcomes;
    }
}
