package dev.nightshift.drills.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.requests.WriteLedger.Told;
import dev.nightshift.drills.surroundings.Counted;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

class WriteLedgerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path dir;

    @Test
    void whatWasAcknowledgedAndIsNotFoundIsLostAndTheRestIsGhostOrTwice() throws Exception {
        Path file = dir.resolve("load/writes.ledger");
        try (WriteLedger ledger = new WriteLedger(file)) {
            ledger.told("there", Told.ACKNOWLEDGED, START);
            ledger.told("lost", Told.ACKNOWLEDGED, START.plusMillis(100));
            ledger.told("lost-too", Told.ACKNOWLEDGED, START.plusMillis(3_100));
            ledger.told("refused", Told.REFUSED, START.plusMillis(3_200));
            ledger.told("ghost", Told.REFUSED, START.plusMillis(3_250));
            ledger.told("unknown", Told.UNKNOWN, START.plusMillis(3_300));
            ledger.told("unknown-and-there", Told.UNKNOWN, START.plusMillis(3_350));
            ledger.told("twice", Told.ACKNOWLEDGED, START.plusMillis(3_400));

            Counted.Writes counted =
                    ledger.against(
                            Map.of("there", 1, "ghost", 1, "unknown-and-there", 1, "twice", 2),
                            START.plusSeconds(4));

            assertThat(counted.acknowledged()).isEqualTo(4);
            assertThat(counted.found()).isEqualTo(2);
            assertThat(counted.lost()).isEqualTo(2);
            assertThat(counted.refused()).isEqualTo(2);
            assertThat(counted.ghost()).isEqualTo(1);
            assertThat(counted.unknown()).isEqualTo(2);
            assertThat(counted.unknownFound()).isEqualTo(1);
            assertThat(counted.duplicate()).isEqualTo(1);
            assertThat(counted.longestGapMs()).isEqualTo(3_000);
            assertThat(counted.lostSpanMs()).isEqualTo(3_000);
            assertThat(ledger.isAcknowledged("lost")).isTrue();
            assertThat(Files.readAllLines(file)).hasSize(8).contains("ACKNOWLEDGED there " + START);
        }
    }

    @Test
    void ofWhatWasToldAboutOneWriteTheSurestWordCounts() {
        try (WriteLedger ledger = new WriteLedger(dir.resolve("writes.ledger"))) {
            ledger.told("repeated", Told.UNKNOWN, START);
            ledger.told("repeated", Told.REFUSED, START.plusMillis(1));
            ledger.told("done", Told.REFUSED, START);
            ledger.told("done", Told.ACKNOWLEDGED, START.plusMillis(1));

            Counted.Writes counted = ledger.against(Map.of("repeated", 1, "done", 1), START);

            // The first attempt may have done it: that it is there breaks no promise.
            assertThat(counted.unknownFound()).isEqualTo(1);
            assertThat(counted.ghost()).isZero();
            assertThat(counted.acknowledged()).isEqualTo(1);
        }
    }

    @Test
    void aThreadThatIsToEndStillTakesDownWhatWasTold() throws Exception {
        Path file = dir.resolve("writes.ledger");
        try (WriteLedger ledger = new WriteLedger(file)) {
            Thread.currentThread().interrupt();
            ledger.told("one", Told.UNKNOWN, START);

            assertThat(Thread.interrupted()).isTrue();
            ledger.told("two", Told.ACKNOWLEDGED, START);
            assertThat(Files.readAllLines(file)).hasSize(2);
        }
    }
}
