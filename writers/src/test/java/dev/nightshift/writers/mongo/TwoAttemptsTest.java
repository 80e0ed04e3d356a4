package dev.nightshift.writers.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.merge.ImportStamp;
import dev.nightshift.writers.mongo.merge.MergeOptions;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Two attempts at one import, of which the first was away and wakes while the second writes. */
class TwoAttemptsTest {
    private static final int ROWS = 20;
    private static final MergeOptions OPTIONS =
            new MergeOptions(
                    new ObjectId().toHexString(),
                    new ImportStamp(ImportCase.NOW),
                    "CSV Import",
                    false);

    private final MemoryLeads memory = new MemoryLeads(1);
    private final DyingStore slow = new DyingStore(memory, memory);

    private static LeadBatchWriter writer(DyingStore store, int attempt) {
        return new LeadBatchWriter(store, store, OPTIONS, Runnable::run, attempt);
    }

    private LeadBatchWriter other(int attempt) {
        return writer(new DyingStore(memory, memory), attempt);
    }

    private static List<LeadOffer> rows(int text) {
        List<LeadOffer> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(
                    new LeadOffer(
                            2 + i,
                            Map.of(LeadField.PHONE, "p" + i, LeadField.CITY, "x".repeat(text)),
                            Map.of(),
                            Set.of()));
        }
        return rows;
    }

    /** Lets something happen once. */
    private static Runnable once(Runnable what) {
        boolean[] done = {false};
        return () -> {
            if (!done[0]) {
                done[0] = true;
                what.run();
            }
        };
    }

    private void undone() {
        var report =
                Objects.requireNonNull(
                        new ImportUndo(memory, memory, OPTIONS.importId(), OPTIONS.stamp())
                                .undo(() -> false));
        assertThat(report.changedSince()).isZero();
    }

    private static void lost(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.LEASE_LOST));
    }

    @Test
    void a_page_that_comes_late_replaces_none_of_the_successors() {
        slow.beforePut = once(() -> other(2).write(0, rows(1)));

        lost(() -> writer(slow, 1).write(0, rows(1)));

        assertThat(memory.leads).hasSize(ROWS);
        undone();
        assertThat(memory.leads).isEmpty();
    }

    @Test
    void one_that_comes_before_the_successors_is_gone_on_with() {
        slow.beforePut = once(() -> other(1).write(0, rows(1)));

        assertThat(MergePropertyTest.names(writer(slow, 2).write(0, rows(1))))
                .hasSize(ROWS)
                .containsOnly("INSERTED");

        assertThat(memory.leads).hasSize(ROWS);
        undone();
        assertThat(memory.leads).isEmpty();
    }

    @Test
    void a_round_of_several_pages_is_not_finished_behind_the_successors_back() {
        Date before = Date.from(Instant.parse("2024-01-01T00:00:00Z"));
        for (int i = 0; i < ROWS; i++) {
            ObjectId id = new ObjectId();
            memory.leads.put(
                    id,
                    new Document("_id", id)
                            .append("phone", "p" + i)
                            .append("city", "y".repeat(1 << 20))
                            .append("updatedAt", before));
        }
        int[] puts = {0};
        slow.beforePut =
                () -> {
                    if (++puts[0] == 3) {
                        other(2).write(0, rows(1));
                    }
                };

        lost(() -> writer(slow, 1).write(0, rows(1)));

        assertThat(memory.leads.values())
                .allSatisfy(lead -> assertThat(lead.getString("city")).isEqualTo("x"));
        undone();
        assertThat(memory.leads.values())
                .allSatisfy(lead -> assertThat(lead.getString("city")).hasSize(1 << 20));
    }

    @Test
    void a_page_from_before_pages_said_whose_they_are_is_gone_on_with() {
        slow.dieAfter(4);
        assertThatThrownBy(() -> writer(slow, 1).write(0, rows(1))).hasMessage("dead");
        assertThat(memory.pages).hasSize(1);
        memory.pages.values().forEach(page -> page.remove(ImportJournal.BY));

        assertThat(MergePropertyTest.names(other(2).write(0, rows(1)))).containsOnly("INSERTED");

        assertThat(memory.leads).hasSize(ROWS);
        undone();
        assertThat(memory.leads).isEmpty();
    }

    @Test
    void an_undo_that_wakes_late_does_not_set_its_successors_back() {
        other(1).write(0, rows(1));
        ImportUndo successor = new ImportUndo(memory, memory, OPTIONS.importId(), OPTIONS.stamp());
        slow.beforePut = once(() -> successor.undo(() -> false));

        lost(
                () ->
                        new ImportUndo(slow, slow, OPTIONS.importId(), OPTIONS.stamp())
                                .undo(() -> false));

        assertThat(successor.finished())
                .hasValueSatisfying(report -> assertThat(report.removed()).isEqualTo(ROWS));
    }
}
