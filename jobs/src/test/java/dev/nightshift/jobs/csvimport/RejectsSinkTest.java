package dev.nightshift.jobs.csvimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.writers.csv.RejectedRow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class RejectsSinkTest {
    private static final RejectedRow ROW =
            new RejectedRow(2, List.of("x"), "x", "NO_KEY", "phone", "No key.");

    @TempDir private Path folder;

    @Test
    void a_file_that_was_named_before_the_crash_is_taken_as_it_is() throws Exception {
        Path target = folder.resolve("rejects.csv");
        RejectsSink.Opening opening = RejectsSink.file(target, List.of("a"));
        long committed;
        try (RejectsSink sink = opening.at(0)) {
            sink.reject(ROW);
            committed = sink.commit();
            assertThat(sink.publish()).contains(target);
        }
        String text = Files.readString(target);
        try (RejectsSink again = opening.at(committed)) {
            assertThat(again.commit()).isEqualTo(committed);
            assertThat(again.publish()).contains(target);
            assertThatThrownBy(() -> again.reject(ROW)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(target).hasContent(text);
    }

    @Test
    void rejects_that_were_lost_are_not_made_up() {
        RejectsSink.Opening opening = RejectsSink.file(folder.resolve("rejects.csv"), List.of("a"));
        assertThatThrownBy(() -> opening.at(10)).isInstanceOf(NightshiftException.class);
    }

    @Test
    void a_dry_run_keeps_none() {
        try (RejectsSink sink = RejectsSink.nowhere().at(0)) {
            sink.reject(ROW);
            assertThat(sink.commit()).isZero();
            assertThat(sink.publish()).isEmpty();
        }
    }
}
