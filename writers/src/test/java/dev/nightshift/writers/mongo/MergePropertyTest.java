package dev.nightshift.writers.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.platform.testing.PropertySeed;
import dev.nightshift.writers.mongo.merge.RowOutcome;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Whatever the rows, the batches and the deaths: the result is that of row after row. */
class MergePropertyTest {
    @Property(tries = 4_000, seed = PropertySeed.VALUE)
    void batches_equal_rows_applied_one_at_a_time(@ForAll long seed) {
        ImportCase given = ImportCase.random(seed);
        MemoryLeads store = given.store(seed);
        LeadBatchWriter writer = new LeadBatchWriter(store, store, given.options());
        List<String> outcomes = new ArrayList<>();
        for (int batch = 0; batch < given.batches().size(); batch++) {
            outcomes.addAll(names(writer.write(batch, given.batches().get(batch))));
        }
        assertEqualsModel(given, store, outcomes);
    }

    @Property(tries = 4_000, seed = PropertySeed.VALUE)
    void deaths_change_neither_leads_nor_outcomes(@ForAll long seed) {
        ImportCase given = ImportCase.random(seed);
        MemoryLeads store = given.store(seed);
        List<String> outcomes = importDyingOften(given, store, new Random(seed));
        assertEqualsModel(given, store, outcomes);
    }

    @Property(tries = 2_000, seed = PropertySeed.VALUE)
    void batches_planned_while_others_are_written_equal_rows_applied_one_at_a_time(
            @ForAll long seed) {
        ImportCase given = ImportCase.random(seed);
        MemoryLeads store = given.store(seed);
        assertEqualsModel(given, store, importAhead(given, store, new Random(seed), 0));
    }

    @Property(tries = 2_000, seed = PropertySeed.VALUE)
    void deaths_of_batches_in_flight_change_neither_leads_nor_outcomes(@ForAll long seed) {
        ImportCase given = ImportCase.random(seed);
        MemoryLeads store = given.store(seed);
        assertEqualsModel(given, store, importAhead(given, store, new Random(seed), 6));
    }

    /** As the import's step does it: a batch is started when the one before is committed. */
    private static List<String> importAhead(
            ImportCase given, MemoryLeads store, Random random, int deaths) {
        List<String> committed = new ArrayList<>();
        int position = 0;
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            for (int death = 0; position < given.batches().size(); death++) {
                if (death < deaths) {
                    store.dieAfter(random.nextInt(40));
                }
                var writer = new LeadBatchWriter(store, store, given.options(), beside, 1);
                PendingBatch inFlight = null;
                try {
                    for (int batch = position; batch <= given.batches().size(); batch++) {
                        PendingBatch next =
                                batch < given.batches().size()
                                        ? writer.prepare(batch, given.batches().get(batch))
                                        : null;
                        if (inFlight != null) {
                            committed.addAll(names(inFlight.outcomes()));
                            position = batch;
                            inFlight = null;
                        }
                        if (next != null) {
                            next.start();
                            inFlight = next;
                        }
                    }
                } catch (NightshiftException dead) {
                    comeToRest(inFlight);
                }
                store.live();
            }
        }
        return committed;
    }

    /** What was in flight may have been written or not; nobody was told. */
    private static void comeToRest(@Nullable PendingBatch inFlight) {
        if (inFlight != null) {
            try {
                inFlight.outcomes();
            } catch (NightshiftException dead) {
                assertThat(dead).hasMessage("dead");
            }
        }
    }

    @Property(tries = 4_000, seed = PropertySeed.VALUE)
    void an_undo_dying_often_restores_what_was(@ForAll long seed) {
        ImportCase given = ImportCase.random(seed);
        MemoryLeads store = given.store(seed);
        Random random = new Random(seed);
        importDyingOften(given, store, random);
        int inserted = store.leads.size() - given.before().size();

        Optional<UndoReport> undone = Optional.empty();
        while (undone.isEmpty()) {
            store.dieAfter(random.nextInt(40));
            ImportUndo undo =
                    new ImportUndo(
                            store, store, given.options().importId(), given.options().stamp());
            try {
                undone = Optional.ofNullable(undo.undo(() -> false));
            } catch (NightshiftException death) {
                store.live();
            }
        }
        assertThat(store.leads.values()).containsExactlyInAnyOrderElementsOf(given.before());
        UndoReport report = undone.orElseThrow();
        assertThat(report.changedSince()).isZero();
        assertThat(report.removed()).isEqualTo(inserted);
    }

    @Property(tries = 2_000, seed = PropertySeed.VALUE)
    void an_undo_takes_back_all_of_an_import_that_died_and_never_went_on(@ForAll long seed) {
        ImportCase given = ImportCase.random(seed);
        MemoryLeads store = given.store(seed);
        LeadBatchWriter writer = new LeadBatchWriter(store, store, given.options());
        store.dieAfter(new Random(seed).nextInt(80));
        try {
            for (int batch = 0; batch < given.batches().size(); batch++) {
                writer.write(batch, given.batches().get(batch));
            }
        } catch (NightshiftException dead) {
            assertThat(dead).hasMessage("dead");
        }
        store.live();

        new ImportUndo(store, store, given.options().importId(), given.options().stamp())
                .undo(() -> false);

        assertThat(store.leads.values()).containsExactlyInAnyOrderElementsOf(given.before());
    }

    private static List<String> importDyingOften(
            ImportCase given, MemoryLeads store, Random random) {
        List<String> outcomes = new ArrayList<>();
        LeadBatchWriter writer = new LeadBatchWriter(store, store, given.options());
        for (int batch = 0; batch < given.batches().size(); ) {
            List<LeadOffer> rows = given.batches().get(batch);
            if (random.nextBoolean()) {
                store.dieAfter(random.nextInt(2 * rows.size() + 4));
            }
            try {
                outcomes.addAll(names(writer.write(batch, rows)));
                batch++;
            } catch (NightshiftException death) {
                if (random.nextBoolean()) {
                    writer = new LeadBatchWriter(store, store, given.options());
                }
            } finally {
                store.live();
            }
        }
        return outcomes;
    }

    static List<String> names(List<RowOutcome> outcomes) {
        return outcomes.stream()
                .map(o -> o.problem() == null ? o.kind().name() : o.problem().name())
                .toList();
    }

    static void assertEqualsModel(ImportCase given, MemoryLeads store, List<String> outcomes) {
        NaiveLeads model = given.model();
        assertThat(outcomes).isEqualTo(given.expected(model));
        assertSameLeads(given, store.leads.values(), model.documents());
    }

    /** Compares all but the ids of leads that were not there before. */
    static void assertSameLeads(
            ImportCase given, Collection<Document> actual, Collection<Document> expected) {
        List<Object> known = new ArrayList<>();
        given.before().forEach(lead -> known.add(lead.get("_id")));
        assertThat(withoutNewIds(actual, known))
                .containsExactlyInAnyOrderElementsOf(withoutNewIds(expected, known));
    }

    private static List<Document> withoutNewIds(
            Collection<Document> leads, Collection<Object> known) {
        return leads.stream()
                .map(
                        lead -> {
                            Document copy = new Document(lead);
                            if (copy.get("_id") instanceof ObjectId id && !known.contains(id)) {
                                copy.remove("_id");
                            }
                            // 1 and 1.0 are the same value: an engine may keep either.
                            copy.replaceAll((_, v) -> v instanceof Number n ? n.doubleValue() : v);
                            return copy;
                        })
                .toList();
    }
}
