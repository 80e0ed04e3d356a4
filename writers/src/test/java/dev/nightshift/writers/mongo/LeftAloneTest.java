package dev.nightshift.writers.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.platform.mongo.codec.DocumentSize;
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
import java.util.Optional;
import java.util.Set;

/** Leads that were changed since an import, however many they are. */
class LeftAloneTest {
    private static final Date LATER = Date.from(Instant.parse("2025-06-01T00:00:00Z"));
    private static final MergeOptions OPTIONS =
            new MergeOptions(
                    new ObjectId().toHexString(),
                    new ImportStamp(ImportCase.NOW),
                    "CSV Import",
                    false);

    private MemoryLeads store = new MemoryLeads(1);

    private static LeadOffer row(int number, String city) {
        return new LeadOffer(
                2 + number,
                Map.of(LeadField.PHONE, "p" + number, LeadField.CITY, city),
                Map.of(),
                Set.of());
    }

    /** Three leads; the first two batches touch all, the third only the last one. */
    private void imported() {
        store = new MemoryLeads(1);
        LeadBatchWriter writer = new LeadBatchWriter(store, store, OPTIONS);
        writer.write(0, List.of(row(0, "Bern"), row(1, "Bern"), row(2, "Bern")));
        writer.write(1, List.of(row(0, "Reno"), row(1, "Reno"), row(2, "Reno")));
        writer.write(2, List.of(row(2, "Rome")));
        lead("p0").put("updatedAt", LATER);
        // Of this one nobody says that it was changed, and only the last batch can tell.
        lead("p2").put("city", "Wien");
    }

    private Document lead(String phone) {
        return store.leads.values().stream()
                .filter(lead -> phone.equals(lead.getString("phone")))
                .findFirst()
                .orElseThrow();
    }

    private ImportUndo undo() {
        return new ImportUndo(store, store, OPTIONS.importId(), OPTIONS.stamp());
    }

    private void leftTwo(UndoReport report) {
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.restored()).isZero();
        assertThat(report.changedSince()).isEqualTo(2);
        assertThat(report.changedLeads())
                .containsExactlyInAnyOrder(
                        lead("p0").getObjectId("_id").toHexString(),
                        lead("p2").getObjectId("_id").toHexString());
        assertThat(store.leads).hasSize(2);
    }

    @Test
    void the_progress_of_an_undo_that_leaves_a_million_leads_alone_can_be_stored() {
        UndoProgress progress = UndoProgress.begin(OPTIONS.importId(), 500);

        for (int lead = 0; lead < 900_000; lead++) {
            progress.changedSince(new ObjectId());
        }

        assertThat(DocumentSize.fits(progress.toDocument())).isTrue();
        assertThat(progress.report().changedSince()).isEqualTo(900_000);
        assertThat(progress.report().changedLeads()).hasSize(ImportUndo.NAMED_LEADS);
    }

    @Test
    void what_one_batch_leaves_alone_the_earlier_ones_leave_too_wherever_the_undo_dies() {
        imported();
        int before = store.ops;
        leftTwo(Objects.requireNonNull(undo().undo(() -> false)));
        int whole = store.ops - before;

        for (int ops = 0; ops < whole; ops++) {
            imported();
            store.dieAfter(ops);
            assertThatThrownBy(() -> undo().undo(() -> false)).hasMessage("dead");
            store.live();

            Optional<UndoReport> finished = undo().finished();
            leftTwo(
                    finished.isPresent()
                            ? finished.get()
                            : Objects.requireNonNull(undo().undo(() -> false)));
        }
    }

    @Test
    void an_undo_that_began_when_all_were_in_one_document_goes_on() {
        imported();
        ObjectId first = lead("p0").getObjectId("_id");
        ObjectId last = lead("p2").getObjectId("_id");
        // As it stood behind the last two batches.
        store.pages.put(
                OPTIONS.importId() + "/undo",
                new Document("_id", OPTIONS.importId() + "/undo")
                        .append("state", "UNDOING")
                        .append("nextBatch", 0L)
                        .append("undoneFrom", Integer.MAX_VALUE)
                        .append("removed", 0L)
                        .append("restored", 0L)
                        .append("changedSince", List.of(last, first))
                        .append("restoredInBatch", List.of()));
        lead("p1").put("city", "Bern");

        leftTwo(Objects.requireNonNull(undo().undo(() -> false)));
    }
}
