package dev.nightshift.app.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A night of several companies whose process is killed while it works for the first. */
@Timeout(300)
class NightKilledIT {
    @TempDir private Path folder = Path.of("");

    @Test
    void theCompaniesBehindTheKilledOneHaveTheirNightToo() throws Exception {
        try (Installation installation =
                new Installation(
                        folder,
                        """
                        schedules:
                          - name: nightly
                            cron: '0 0 1 1 1 ?'
                            job: inbox-import
                            overlap: one-per-company
                            owner: ops
                        """)) {
            installation.leads("inbox/demo/leads.csv");
            assertThat(installation.printed("companies", "add", "zoo", "--name", "Zoo"))
                    .isNotEmpty();
            installation.leads("inbox/zoo/leads.csv");
            Process night = installation.start("schedules", "trigger", "nightly");
            installation.awaitImport();
            night.destroyForcibly().waitFor();
            installation.gate.open();

            Installation.Serving next = installation.serve();
            Installation.await(
                    () ->
                            Files.exists(folder.resolve("inbox/zoo/done/leads.csv"))
                                    || next.exit().isDone());
            next.end().run();
            assertThat(next.exit().get(60, TimeUnit.SECONDS)).isIn(0, 5);

            assertThat(folder.resolve("inbox/demo/done/leads.csv")).exists();
            assertThat(installation.printed("leads", "count", "--company", "zoo").strip())
                    .isEqualTo(String.valueOf(Installation.ROWS));
            assertThat(installation.json("schedules", "history", "nightly"))
                    .contains("\"demo\"", "\"zoo\"")
                    .doesNotContain("LOST", "QUEUED", "RUNNING");
        }
    }
}
