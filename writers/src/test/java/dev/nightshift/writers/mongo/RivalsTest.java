package dev.nightshift.writers.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.merge.ImportStamp;
import dev.nightshift.writers.mongo.merge.MergeOptions;
import dev.nightshift.writers.mongo.merge.RowOutcome;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Other writers, and leads that the store does not take. */
class RivalsTest {
    private static final MergeOptions OPTIONS =
            new MergeOptions(
                    new ObjectId().toHexString(), new ImportStamp(ImportCase.NOW), "CSV", false);

    private final MemoryLeads store = new MemoryLeads(1);

    @Test
    void a_lead_that_others_never_leave_alone_costs_its_rows_only() {
        Document busy = new Document("_id", new ObjectId()).append("phone", "p1");
        store.leads.put(busy.getObjectId("_id"), busy);
        store.betweenFindAndWrite =
                () -> {
                    Document lead = store.leads.get(busy.getObjectId("_id"));
                    if (lead != null) {
                        lead.put("updatedAt", Date.from(Instant.ofEpochMilli(store.ops)));
                    }
                };

        List<RowOutcome> outcomes = writer().write(0, List.of(row("p1", "a"), row("p2", "b")));

        assertThat(outcomes).containsExactly(RowOutcome.CONTENDED, RowOutcome.INSERTED);
    }

    @Test
    void of_rows_that_share_a_lead_only_the_one_that_makes_it_too_large_is_rejected() {
        store.largestLead = 400;

        List<RowOutcome> outcomes =
                writer().write(
                                0,
                                List.of(
                                        row("p1", "a"),
                                        row("p1", "c"),
                                        row("p1", "x".repeat(500)),
                                        row("p2", "d")));

        assertThat(outcomes)
                .containsExactly(
                        RowOutcome.INSERTED,
                        RowOutcome.UPDATED,
                        RowOutcome.NOT_STORABLE,
                        RowOutcome.INSERTED);
        assertThat(store.leads.values())
                .extracting("firstName")
                .containsExactlyInAnyOrder("c", "d");
    }

    @Test
    void a_rival_between_death_and_repeat_is_merged_with() {
        List<LeadOffer> rows = List.of(row("p1", "a"), row("p2", "b"));
        // One look into the journal, one for the leads, the page: then it dies.
        store.dieAfter(3);
        assertThatThrownBy(() -> writer().write(0, rows)).isInstanceOf(NightshiftException.class);
        store.live();
        assertThat(store.pages).hasSize(1);
        assertThat(store.leads).isEmpty();
        Document rival = new Document("_id", new ObjectId()).append("phone", "p1");
        store.leads.put(rival.getObjectId("_id"), rival);

        List<RowOutcome> outcomes = writer().write(0, rows);

        assertThat(outcomes).containsExactly(RowOutcome.UPDATED, RowOutcome.INSERTED);
        assertThat(store.leads).hasSize(2);
        assertThat(store.pages).hasSize(2);
    }

    @Test
    void a_batch_that_comes_back_with_other_rows_is_refused() {
        store.dieAfter(3);
        assertThatThrownBy(() -> writer().write(0, List.of(row("p1", "a"))))
                .isInstanceOf(NightshiftException.class);
        store.live();
        assertThatThrownBy(() -> writer().write(0, List.of(row("p1", "a"), row("p2", "b"))))
                .hasMessageContaining("2 rows");
    }

    @Test
    void a_stopped_undo_goes_on_later() {
        LeadBatchWriter writer = writer();
        writer.write(0, List.of(row("p1", "a")));
        writer.write(1, List.of(row("p2", "b")));
        ImportUndo undo = new ImportUndo(store, store, OPTIONS.importId(), OPTIONS.stamp());

        assertThat(undo.undo(() -> true)).isNull();
        assertThat(undo.finished()).isEmpty();
        UndoReport report = undo.undo(() -> false);

        assertThat(report).isEqualTo(new UndoReport(2, 0, 0, List.of()));
        assertThat(store.leads).isEmpty();
    }

    private LeadBatchWriter writer() {
        return new LeadBatchWriter(store, store, OPTIONS);
    }

    private static LeadOffer row(String phone, String firstName) {
        return new LeadOffer(
                2,
                Map.of(LeadField.PHONE, phone, LeadField.FIRST_NAME, firstName),
                Map.of(),
                Set.of());
    }
}
