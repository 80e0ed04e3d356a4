package dev.nightshift.drills.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class WorkFolderTest {
    @TempDir private Path drill = Path.of(".");

    private WorkFolder work() {
        return new WorkFolder(drill);
    }

    private void wrote(String ledger) throws IOException {
        Files.createDirectories(work().load());
        Files.writeString(work().load().resolve(WorkFolder.LEDGER), ledger);
    }

    @Test
    void itGoesWithTheDrill() throws IOException {
        assertThat(work().keepLedger()).isEmpty();
        work().close();
        wrote("");
        work().close();
        assertThat(work().path()).doesNotExist();
    }

    @Test
    void theOnlyLedgerIsNotRemoved() throws IOException {
        wrote("ACKNOWLEDGED a\n");
        work().close();
        assertThat(work().load().resolve(WorkFolder.LEDGER)).exists();

        assertThat(work().keepLedger()).isPresent();
        work().close();

        assertThat(work().path()).doesNotExist();
        assertThat(drill.resolve(WorkFolder.LEDGER)).hasContent("ACKNOWLEDGED a\n");
    }
}
