package dev.nightshift.app.cli.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What somebody launched by hand dies with its process while another one serves. */
@Timeout(300)
class ServeTakesUpIT {
    @TempDir private Path folder = Path.of("");
    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        installation = new Installation(folder, "schedules: []\n");
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void anImportThatIsKilledGoesOnWhereItStoodAndNothingIsDoneTwice() throws Exception {
        Path file = installation.leads("leads.csv");
        Process importing = installation.start("import", file.toString(), "--company", "demo");
        installation.awaitImport();
        Installation.Serving serving = installation.serve();

        importing.destroyForcibly().waitFor();
        installation.gate.open();

        Installation.await(
                () ->
                        installation.json("runs", "show", "1").contains("\"COMPLETED\"")
                                || serving.exit().isDone());
        assertThat(installation.json("runs", "show", "1"))
                .contains(
                        "\"COMPLETED\"",
                        "\"attempts\" : 2",
                        "\"startedBy\" : \"system on behalf of olivia\"");
        assertThat(installation.printed("leads", "count", "--company", "demo").strip())
                .isEqualTo(String.valueOf(Installation.ROWS));
        serving.end().run();
        assertThat(serving.exit().get(60, TimeUnit.SECONDS)).isZero();
    }
}
