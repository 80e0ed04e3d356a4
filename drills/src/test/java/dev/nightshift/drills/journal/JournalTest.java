package dev.nightshift.drills.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A journal is what was written, or says that it is not. */
class JournalTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-11-21T03:00:00.123Z"));

    @TempDir private Path folder = Path.of(".");

    private List<String> written() throws IOException {
        try (Journal journal = Journal.begin(folder, CLOCK, 0)) {
            journal.write("began", Map.of("name", "x"));
            journal.write("mark", Map.of("mark", "detected"));
            journal.write("mark", Map.of("mark", "steady"));
            journal.write("ended", Map.of("state", "PASSED"));
        }
        return new ArrayList<>(Files.readAllLines(folder.resolve(Journal.FILE)));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        List<String> lines = written();
        Chain chain = Chain.read(folder.resolve(Journal.FILE));

        assertThat(chain.isWhole()).isTrue();
        assertThat(chain.lines()).hasSize(4);
        assertThat(chain.first("mark").orElseThrow().text("mark")).isEqualTo("detected");
        assertThat(chain.last("mark").orElseThrow().text("mark")).isEqualTo("steady");
        assertThat(lines.getLast()).contains(chain.head());
        assertThat(folder.resolve("journal.reserve")).doesNotExist();
    }

    @Test
    void aLineThatWasChangedTakenOutOrMovedIsFound() throws IOException {
        List<String> lines = written();

        List<String> changed = new ArrayList<>(lines);
        changed.set(1, lines.get(1).replace("detected", "desected"));
        assertThat(Chain.of(changed).broken()).isEqualTo("line 2 was changed");

        List<String> without = new ArrayList<>(lines);
        without.remove(2);
        assertThat(Chain.of(without).broken())
                .isEqualTo("line 3 does not follow the line before it");

        List<String> moved = List.of(lines.get(0), lines.get(2), lines.get(1), lines.get(3));
        assertThat(Chain.of(moved).broken()).isEqualTo("line 2 does not follow the line before it");

        List<String> twice = List.of(lines.get(0), lines.get(0));
        assertThat(Chain.of(twice).isWhole()).isFalse();
        assertThat(Chain.of(List.of("{}")).broken()).isEqualTo("line 1 was changed");
    }

    @Test
    void aLineMadeAnewWithARightHashBreaksTheNext() throws IOException {
        List<String> lines = written();
        JournalLine second = Chain.of(lines).lines().get(1);
        String forged =
                LineText.of(2, second.at(), "mark", Map.of("mark", "nothing"), second.previous());

        assertThat(Chain.of(List.of(lines.get(0), forged)).isWhole()).isTrue();
        assertThat(Chain.of(List.of(lines.get(0), forged, lines.get(2))).broken())
                .isEqualTo("line 3 does not follow the line before it");
    }

    @Test
    void anotherProcessGoesOnBehindALineThatWasCutOff() throws IOException {
        written();
        Path file = folder.resolve(Journal.FILE);
        Files.writeString(file, "{\"seq\":5,\"at\":\"20", StandardOpenOption.APPEND);

        try (Journal journal = Journal.goOn(folder, CLOCK)) {
            journal.write("finding", Map.of("text", "\u00fcber"));
        }

        Chain chain = Chain.read(file);
        assertThat(chain.isWhole()).isTrue();
        assertThat(chain.lines().getLast().text("text")).isEqualTo("\u00fcber");
    }

    @Test
    void aThreadThatIsInterruptedWritesAllTheSame() throws IOException {
        try (Journal journal = Journal.begin(folder, CLOCK, 0)) {
            journal.write("one", Map.of());
            Thread.currentThread().interrupt();
            journal.write("two", Map.of());
            assertThat(Thread.interrupted()).isTrue();
            journal.write("three", Map.of());
        }
        Chain chain = Chain.read(folder.resolve(Journal.FILE));
        assertThat(chain.isWhole()).isTrue();
        assertThat(chain.lines()).hasSize(3);
    }

    @Test
    void nobodyGoesOnWithAJournalThatWasChanged() throws IOException {
        List<String> lines = written();
        Path file = folder.resolve(Journal.FILE);
        Files.writeString(file, String.join("\n", lines).replace("steady", "stable") + "\n");

        assertThatThrownBy(() -> Journal.goOn(folder, CLOCK))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        changed ->
                                assertThat(changed.code()).isEqualTo(FailureCode.EVIDENCE_CHANGED));
    }

    @Test
    void aDiskWithoutRoomIsRefusedBeforeAnythingElse() {
        assertThatThrownBy(() -> Journal.begin(folder.resolve("d"), CLOCK, Long.MAX_VALUE / 2))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        full -> assertThat(full.code()).isEqualTo(FailureCode.DISK_FULL));
        assertThat(folder.resolve("d").resolve(Journal.FILE)).doesNotExist();
    }

    @Test
    void theChaosToolkitsJournalHoldsEveryLineOfOurs() throws IOException {
        written();
        Map<String, Object> json = ChaosJournal.of(Chain.read(folder.resolve(Journal.FILE)));

        assertThat(json.keySet())
                .contains(
                        "chaoslib-version",
                        "experiment",
                        "start",
                        "status",
                        "deviated",
                        "steady_states",
                        "run",
                        "rollbacks",
                        "end",
                        "duration");
        assertThat(json.get("status")).isEqualTo("completed");
        assertThat(String.valueOf(json.get("nightshift"))).contains("detected", "steady");
    }
}
