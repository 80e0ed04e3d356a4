package dev.nightshift.writers.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class RejectsWriterTest {
    private static final List<String> HEADER = List.of("phone", "=name");
    private static final String FIRST_LINE =
            "\uFEFF\"phone\",\"'=name\",\"_line\",\"_code\",\"_field\",\"_message\"\r\n";

    @TempDir Path folder;

    @Test
    void a_row_stands_under_its_columns_and_runs_nowhere() throws IOException {
        Path target = folder.resolve("rejects.csv");
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            rejects.reject(row(7, List.of("+15550100", "say \"hi\",\nAnn ü")));
            assertThat(rejects.publish()).contains(target);
        }
        assertThat(target)
                .hasContent(
                        FIRST_LINE
                                + "\"'+15550100\",\"say \"\"hi\"\",\nAnn ü\","
                                + "\"7\",\"NO_KEY\",\"phone\",\"No key.\"\r\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("rejects.csv.part")).doesNotExist();
    }

    @Test
    void what_others_put_in_its_place_gets_none_of_its_rows() throws IOException {
        Path theirs = Files.writeString(folder.resolve("theirs"), "theirs");
        Path target = folder.resolve("rejects.csv");
        Path part = folder.resolve("rejects.csv.part");
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            Files.createSymbolicLink(part, theirs);
            rejects.reject(row(7, List.of("1", "a")));
            long committed = rejects.commit();
            assertThat(part).isRegularFile();
            assertThat(Files.isSymbolicLink(part)).isFalse();
            Files.move(part, folder.resolve("aside"));
            Path longer = Files.writeString(folder.resolve("longer"), "x".repeat(1_000));
            Files.createSymbolicLink(part, longer);
            assertThat(
                            catchThrowableOfType(
                                    NightshiftException.class,
                                    () -> RejectsWriter.open(target, HEADER, committed)))
                    .extracting(NightshiftException::code)
                    .isEqualTo(FailureCode.REJECTS_UNWRITABLE);
            assertThat(longer).hasSize(1_000);
        }
        assertThat(theirs).hasContent("theirs");
    }

    @Test
    void without_rows_there_is_no_file() {
        Path target = folder.resolve("rejects.csv");
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            assertThat(rejects.commit()).isZero();
            assertThat(rejects.publish()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_row_with_another_number_of_cells_stands_as_text_in_the_first_column()
            throws IOException {
        Path target = folder.resolve("rejects.csv");
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            rejects.reject(
                    new RejectedRow(
                            3, List.of("a", "b", "c"), "a,\"b,c", "UNCLOSED_QUOTE", "", "Open."));
            rejects.publish();
        }
        assertThat(target)
                .hasContent(
                        FIRST_LINE
                                + "\"a,\"\"b,c\",\"\",\"3\",\"UNCLOSED_QUOTE\",\"\",\"Open.\"\r\n");
    }

    @Test
    void rejects_of_a_rejects_file_have_its_columns_once() throws IOException {
        List<String> header = List.of("phone", "_line", "_code", "_field", "_message");
        Path target = folder.resolve("rejects.csv");
        try (RejectsWriter rejects = RejectsWriter.open(target, header, 0)) {
            rejects.reject(row(2, List.of("5", "7", "NO_KEY", "", "No key.")));
            rejects.publish();
        }
        assertThat(target)
                .hasContent(
                        """
                        \uFEFF"phone","_line","_code","_field","_message"\r
                        "5","2","NO_KEY","phone","No key."\r
                        """);
    }

    @Test
    void rows_behind_the_committed_length_are_written_again() throws IOException {
        Path whole = folder.resolve("whole.csv");
        try (RejectsWriter rejects = RejectsWriter.open(whole, HEADER, 0)) {
            rejects.reject(row(2, List.of("1", "a")));
            rejects.reject(row(3, List.of("2", "b")));
            rejects.publish();
        }
        Path target = folder.resolve("rejects.csv");
        long committed;
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            rejects.reject(row(2, List.of("1", "a")));
            committed = rejects.commit();
            rejects.reject(row(3, List.of("lost in the crash", "b")));
            rejects.commit();
        }
        assertThat(target).doesNotExist();
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, committed)) {
            assertThat(rejects.commit()).isEqualTo(committed);
            rejects.reject(row(3, List.of("2", "b")));
            rejects.publish();
        }
        assertThat(target).hasSameBinaryContentAs(whole);
    }

    @Test
    void a_fresh_start_forgets_what_an_abandoned_attempt_left() {
        Path target = folder.resolve("rejects.csv");
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            rejects.reject(row(2, List.of("1", "a")));
            rejects.commit();
        }
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            assertThat(rejects.publish()).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_lost_unfinished_file_is_said() {
        Path target = folder.resolve("rejects.csv");
        assertThat(failure(() -> RejectsWriter.open(target, HEADER, 100)).code())
                .isEqualTo(FailureCode.REJECTS_UNWRITABLE);
    }

    @Test
    void a_folder_that_is_missing_or_in_the_way_is_said_before_any_row() {
        Path missing = folder.resolve("missing").resolve("rejects.csv");
        assertThat(failure(() -> RejectsWriter.open(missing, HEADER, 0)).code())
                .isEqualTo(FailureCode.REJECTS_UNWRITABLE);
        assertThat(failure(() -> RejectsWriter.open(folder, HEADER, 0)).code())
                .isEqualTo(FailureCode.REJECTS_UNWRITABLE);
    }

    @Test
    void a_part_that_cannot_be_written_is_said() throws IOException {
        Path target = folder.resolve("rejects.csv");
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            Files.createDirectories(rejects.part().resolve("in-the-way"));
            rejects.reject(row(2, List.of("1", "a")));
            NightshiftException failure = failure(rejects::commit);
            assertThat(failure.code()).isEqualTo(FailureCode.REJECTS_UNWRITABLE);
            assertThat(failure.message()).contains(target.toString());
        }
    }

    @Test
    void a_full_disk_is_named_with_the_file() throws IOException {
        Path target = folder.resolve("rejects.csv");
        FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
        try (RejectsWriter rejects = RejectsWriter.onto(full, target, HEADER)) {
            rejects.reject(row(2, List.of("1", "a")));
            NightshiftException failure = failure(rejects::commit);
            assertThat(failure.code()).isEqualTo(FailureCode.DISK_FULL);
            assertThat(failure.message()).contains(target.toString());
        }
    }

    @Test
    void a_folder_that_took_its_name_meanwhile_is_said_and_the_rows_are_kept() throws IOException {
        Path target = folder.resolve("rejects.csv");
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            rejects.reject(row(2, List.of("1", "a")));
            Files.createDirectories(target.resolve("with").resolve("something"));

            NightshiftException failure = failure(rejects::publish);

            assertThat(failure.code()).isEqualTo(FailureCode.REJECTS_UNWRITABLE);
            assertThat(rejects.part()).isNotEmptyFile();
        }
    }

    @Test
    void many_rows_go_through_the_buffer() throws IOException {
        Path target = folder.resolve("rejects.csv");
        try (RejectsWriter rejects = RejectsWriter.open(target, HEADER, 0)) {
            for (int line = 2; line < 5_002; line++) {
                rejects.reject(row(line, List.of("1", "a")));
            }
            assertThat(rejects.commit()).isEqualTo(Files.size(rejects.part()));
            rejects.publish();
        }
        assertThat(Files.readAllLines(target)).hasSize(5_001);
    }

    private static RejectedRow row(long line, List<String> values) {
        return new RejectedRow(line, values, "", "NO_KEY", "phone", "No key.");
    }

    private static NightshiftException failure(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(NightshiftException.class, call);
    }
}
