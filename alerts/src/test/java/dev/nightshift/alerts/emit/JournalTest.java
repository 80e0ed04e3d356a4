package dev.nightshift.alerts.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

class JournalTest {
    private static final long ROOM = 64L << 20;

    @TempDir private Path folder = Path.of("");

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> readAll(Journal journal) throws IOException {
        List<String> all = new ArrayList<>();
        while (journal.pending() > 0) {
            Journal.Batch batch = journal.read(100);
            batch.lines().forEach(line -> all.add(line.text()));
            journal.commit(batch.next());
        }
        return all;
    }

    @Test
    void linesAreReadInTheirOrderOnce() throws IOException {
        try (Journal journal = Journal.create(folder, ROOM)) {
            journal.append(line("one"));
            journal.append(line("two"));

            assertThat(readAll(journal)).containsExactly("one", "two");
            assertThat(readAll(journal)).isEmpty();
        }
    }

    @Test
    void whatWasNotCommittedIsReadByWhoeverAdoptsIt() throws IOException {
        Journal journal = Journal.create(folder, ROOM);
        journal.append(line("one"));
        journal.append(line("two"));
        journal.commit(journal.read(1).next());
        journal.close();

        try (Journal adopted = Journal.adopt(folder.resolve(journal.id()), ROOM).orElseThrow()) {
            assertThat(readAll(adopted)).containsExactly("two");
        }
        assertThat(folder.resolve(journal.id())).doesNotExist();
    }

    @Test
    void aJournalThatIsHeldIsNotAdopted() throws IOException {
        try (Journal journal = Journal.create(folder, ROOM)) {
            assertThat(Journal.adopt(folder.resolve(journal.id()), ROOM)).isEmpty();
        }
    }

    @Test
    void segmentsThatAreDoneWithAreRemoved() throws IOException {
        String long1 = "x".repeat(1 << 19);
        try (Journal journal = Journal.create(folder, ROOM)) {
            for (int i = 0; i < 40; i++) {
                journal.append(line(long1));
            }

            assertThat(readAll(journal)).hasSize(40);
            try (Stream<Path> files = Files.list(folder.resolve(journal.id()))) {
                assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).hasSize(1);
            }
        }
    }

    @Test
    void aFullJournalTakesNothingUntilSomeIsRead() throws IOException {
        try (Journal journal = Journal.create(folder, 10)) {
            assertThat(journal.append(line("12345678"))).isTrue();
            assertThat(journal.append(line("9"))).isFalse();
            readAll(journal);
            assertThat(journal.append(line("9"))).isTrue();
            readAll(journal);
        }
    }

    @Test
    void aLineThatWasCutOffIsGivenAsItIs() throws IOException {
        Journal journal = Journal.create(folder, ROOM);
        journal.append(line("one"));
        journal.close();
        Path segment;
        try (Stream<Path> files = Files.list(folder.resolve(journal.id()))) {
            segment =
                    files.filter(file -> file.toString().endsWith(".jsonl"))
                            .findFirst()
                            .orElseThrow();
        }
        Files.writeString(segment, "{\"half", StandardOpenOption.APPEND);

        try (Journal adopted = Journal.adopt(folder.resolve(journal.id()), ROOM).orElseThrow()) {
            assertThat(readAll(adopted)).containsExactly("one", "{\"half");
        }
    }
}
