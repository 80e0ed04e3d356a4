package dev.nightshift.writers.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.merge.ImportStamp;
import dev.nightshift.writers.mongo.merge.MergeOptions;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** An import that died while somebody else changed its leads, taken back. */
class UndoOfCrashedImportTest {
    private static final int BEFORE_THE_UPDATE = 3;
    private static final Date BEFORE = Date.from(Instant.parse("2024-01-01T00:00:00Z"));
    private static final Date LATER = Date.from(Instant.parse("2025-06-01T00:00:00Z"));

    private final MergeOptions options =
            new MergeOptions(
                    new ObjectId().toHexString(),
                    new ImportStamp(ImportCase.NOW),
                    "CSV Import",
                    false);
    private final MemoryLeads store = new MemoryLeads(1);
    private final ObjectId id = new ObjectId();
    private final List<LeadOffer> rows =
            List.of(
                    new LeadOffer(
                            2,
                            Map.of(
                                    LeadField.PHONE, "p1",
                                    LeadField.CITY, "Reno",
                                    LeadField.STATE, "NV"),
                            Map.of(),
                            Set.of()));

    private void importThatDiesWhile(Runnable foreignChange) {
        store.leads.put(
                id,
                new Document("_id", id)
                        .append("phone", "p1")
                        .append("city", "Bern")
                        .append("state", "NV")
                        .append("updatedAt", BEFORE));
        store.dieAfter(BEFORE_THE_UPDATE);
        assertThatThrownBy(() -> new LeadBatchWriter(store, store, options).write(0, rows))
                .isInstanceOf(NightshiftException.class);
        store.live();
        foreignChange.run();
        assertThat(
                        MergePropertyTest.names(
                                new LeadBatchWriter(store, store, options).write(0, rows)))
                .containsExactly("UPDATED");
    }

    private Document lead() {
        return Objects.requireNonNull(store.leads.get(id));
    }

    private UndoReport undo() {
        return Objects.requireNonNull(
                new ImportUndo(store, store, options.importId(), options.stamp())
                        .undo(() -> false));
    }

    @Test
    void a_lead_in_a_round_that_was_planned_again_is_restored_once() {
        importThatDiesWhile(() -> lead().put("state", "UT"));

        UndoReport report = undo();

        assertThat(report.restored()).isEqualTo(1);
        assertThat(report.changedSince()).isZero();
        assertThat(lead())
                .containsEntry("city", "Bern")
                .containsEntry("state", "UT")
                .containsEntry("updatedAt", BEFORE);
    }

    @Test
    void that_holds_too_when_the_undo_dies_between_the_rounds() {
        importThatDiesWhile(() -> lead().put("state", "UT"));
        int whole = opsOfUndo();

        for (int ops = 0; ops < whole; ops++) {
            store.leads.clear();
            store.pages.clear();
            importThatDiesWhile(() -> lead().put("state", "UT"));
            store.dieAfter(ops);
            assertThatThrownBy(this::undo).isInstanceOf(NightshiftException.class);
            store.live();

            UndoReport report =
                    new ImportUndo(store, store, options.importId(), options.stamp())
                            .finished()
                            .orElseGet(this::undo);
            assertThat(report.restored()).as("died after %d operations", ops).isEqualTo(1);
            assertThat(report.changedSince()).isZero();
        }
    }

    private int opsOfUndo() {
        int before = store.ops;
        undo();
        return store.ops - before;
    }

    @Test
    void a_lead_is_either_restored_or_changed_since() {
        importThatDiesWhile(
                () -> {
                    lead().put("city", "Reno");
                    lead().put("state", "UT");
                    lead().put("updatedAt", LATER);
                });

        UndoReport report = undo();

        assertThat(report.restored() + report.changedSince()).isEqualTo(1);
        assertThat(lead()).containsEntry("state", "UT").containsEntry("updatedAt", LATER);
    }
}
