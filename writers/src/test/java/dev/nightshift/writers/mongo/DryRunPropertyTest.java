package dev.nightshift.writers.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.platform.leads.LeadOffer;
import dev.nightshift.writers.mongo.dryrun.DryRunStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A dry run says what the import does, and does nothing. */
class DryRunPropertyTest {
    private static final int CASES = 3_000;

    @TempDir Path folder;

    @Test
    void outcomes_are_those_of_the_import_and_nothing_is_written() throws IOException {
        for (long seed = 0; seed < CASES; seed++) {
            ImportCase given = ImportCase.random(seed);
            MemoryLeads store = given.store(seed);
            List<String> outcomes = new ArrayList<>();
            try (DryRunStore dry = new DryRunStore(store, given.before().isEmpty(), folder)) {
                LeadBatchWriter writer = new LeadBatchWriter(dry, dry, given.options());
                for (int batch = 0; batch < given.batches().size(); batch++) {
                    outcomes.addAll(
                            MergePropertyTest.names(
                                    writer.write(batch, given.batches().get(batch))));
                }
            }
            assertThat(outcomes).as("seed %d", seed).isEqualTo(given.expected(given.model()));
            assertThat(store.leads.values()).containsExactlyElementsOf(given.before());
            assertThat(store.pages).isEmpty();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void many_leads_are_remembered_beyond_the_buffers() {
        MemoryLeads store = new MemoryLeads(1);
        ImportCase given = ImportCase.random(1);
        try (DryRunStore dry = new DryRunStore(store, true, folder)) {
            LeadBatchWriter writer = new LeadBatchWriter(dry, dry, given.options());
            for (int batch = 0; batch < 40; batch++) {
                assertThat(MergePropertyTest.names(writer.write(batch, rows(batch * 1_000, "x"))))
                        .containsOnly("INSERTED");
            }
            assertThat(MergePropertyTest.names(writer.write(40, rows(0, "x"))))
                    .containsOnly("UNCHANGED");
            assertThat(MergePropertyTest.names(writer.write(41, rows(39_000, "y"))))
                    .containsOnly("UPDATED");
        }
    }

    @Test
    void a_lead_larger_than_the_buffers_is_remembered_too() {
        ImportCase given = ImportCase.random(1);
        try (DryRunStore dry = new DryRunStore(new MemoryLeads(1), true, folder)) {
            LeadBatchWriter writer = new LeadBatchWriter(dry, dry, given.options());
            List<LeadOffer> rows = List.of(large("p1", "a"), large("p2", "b"));

            assertThat(MergePropertyTest.names(writer.write(0, rows))).containsOnly("INSERTED");
            assertThat(MergePropertyTest.names(writer.write(1, rows))).containsOnly("UNCHANGED");
            assertThat(MergePropertyTest.names(writer.write(2, List.of(large("p1", "b")))))
                    .containsExactly("UPDATED");
        }
    }

    private static LeadOffer large(String phone, String letter) {
        return new LeadOffer(
                2,
                Map.of(LeadField.PHONE, phone),
                IntStream.range(0, 30_000)
                        .boxed()
                        .collect(Collectors.toMap(column -> "column" + column, column -> letter)),
                Set.of());
    }

    @Test
    void a_folder_that_cannot_be_used_is_named() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> new DryRunStore(new MemoryLeads(1), true, missing).close())
                .isInstanceOf(NightshiftException.class)
                .hasMessageContaining(missing.toString());
    }

    private static List<LeadOffer> rows(int from, String note) {
        List<LeadOffer> rows = new ArrayList<>();
        for (int i = from; i < from + 1_000; i++) {
            rows.add(
                    new LeadOffer(
                            i,
                            Map.of(LeadField.PHONE, "p" + i, LeadField.EMAIL, "e" + i),
                            Map.of("note", note),
                            Set.of()));
        }
        return rows;
    }
}
