package dev.nightshift.app.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that serves is ended in the middle of a run; the next one goes on with it. */
@Timeout(300)
class ServeEndsIT {
    @TempDir private Path folder = Path.of("");
    private Installation installation;
    private Process serving;

    @BeforeEach
    void serveAndHoldAnImport() throws Exception {
        installation =
                new Installation(
                        folder,
                        """
                        schedules:
                          - name: often
                            cron: '0/2 * * * * ?'
                            job: inbox-import
                            owner: ops
                        """);
        installation.leads("inbox/demo/leads.csv");
        serving = installation.start("serve");
        installation.awaitImport();
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void aRunWhoseProcessIsKilledIsTakenUpByTheNextAndNothingIsDoneTwice() throws Exception {
        serving.destroyForcibly().waitFor();
        installation.gate.open();

        theNextOneGoesOn();

        assertThat(installation.json("schedules", "history", "often"))
                .as("what was lost is the same row, and done")
                .contains("\"runId\" : 1,")
                .doesNotContain("LOST", "RUNNING", "FAILED");
    }

    @Test
    void askedToEndItStopsAtABatchAndTheNextOneGoesOn() throws Exception {
        serving.destroy();
        Installation.await(() -> installation.said().contains("stopping at the next batch"));
        installation.gate.open();

        assertThat(serving.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(installation.said()).contains("stopped; what was at work goes on next time");
        assertThat(serving.exitValue()).isEqualTo(5);
        assertThat(installation.json("schedules", "history", "often")).contains("\"STOPPED\"");

        theNextOneGoesOn();
    }

    private void theNextOneGoesOn() throws Exception {
        Installation.Serving next = installation.serve();
        Installation.await(
                () ->
                        Files.exists(folder.resolve("inbox/demo/done/leads.csv"))
                                || next.exit().isDone());
        next.end().run();
        assertThat(next.exit().get(60, TimeUnit.SECONDS)).isIn(0, 5);

        assertThat(installation.printed("leads", "count", "--company", "demo").strip())
                .isEqualTo(String.valueOf(Installation.ROWS));
        String runs = installation.json("runs", "list");
        assertThat(runs.split("\"job\" : \"csv-import\"", -1)).as("one run").hasSize(2);
        assertThat(installation.json("runs", "show", "1"))
                .contains("\"COMPLETED\"", "\"attempts\" : 2", "\"schedule:often\"");
    }
}
