package dev.nightshift.writers.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.merge.RowOutcome;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Whatever the rows, the batches and the deaths: the result is that of row after row. */
class MergePropertyTest {
    @Property(tries = 4_000)
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

    @Property(tries = 4_000)
    void deaths_change_neither_leads_nor_outcomes(@ForAll long seed) {
        ImportCase given = ImportCase.random(seed);
        MemoryLeads store = given.store(seed);
        List<String> outcomes = importDyingOften(given, store, new Random(seed));
        assertEqualsModel(given, store, outcomes);
    }

    @Property(tries = 4_000)
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
                undone = Optional.ofNullable(undo.undo(given.batches().size(), () -> false));
            } catch (NightshiftException death) {
                store.live();
            }
        }
        assertThat(store.leads.values()).containsExactlyInAnyOrderElementsOf(given.before());
        UndoReport report = undone.orElseThrow();
        assertThat(report.changedSince()).isZero();
        assertThat(report.removed()).isEqualTo(inserted);
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
