package dev.nightshift.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

@Timeout(90)
class KilledProcessIT {
    @TempDir private Path folder;

    @Test
    void aRunWhoseProcessIsKilledGoesOnAtTheCommittedBatchWithoutWaiting() throws Exception {
        Endpoints store = TestStores.freshH2();
        Path file = folder.resolve("batches");
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CountingProcess.class.getName(),
                                store.jdbcUrl(),
                                store.jdbcUser(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        CountingJob job = new CountingJob(CountingProcess.into(file, 0));
        try (Runs runs = Runs.open(store, List.of(job));
                BufferedReader said = child.inputReader()) {
            awaitBatch(said, "5");
            RunRow alive = runs.registry().list(RunFilter.newest(1)).getFirst();
            assertThat(alive.state()).isEqualTo(RunState.RUNNING);
            assertThat(alive.pid()).isEqualTo(child.pid());
            assertThatThrownBy(
                            () -> runs.starter().start(CountingProcess.request(), RunListener.NONE))
                    .isInstanceOfSatisfying(
                            NightshiftException.class,
                            refused -> {
                                assertThat(refused.code()).isEqualTo(FailureCode.ALREADY_RUNNING);
                                assertThat(refused.message()).contains("Run " + alive.runId());
                            });
            awaitBatch(said, "40");

            child.destroyForcibly().waitFor();

            RunRow dead = runs.registry().show(alive.runId());
            assertThat(dead.state()).isEqualTo(RunState.FAILED);
            assertThat(dead.failureCode()).isEqualTo("RUN_DIED");
            long committed = dead.done();
            assertThat(committed).isBetween(39L, 199L);
            long written = Files.readAllLines(file).size();

            RunReport report =
                    runs.starter().restart(dead.runId(), "alice", "request-2", RunListener.NONE);

            assertThat(report.state()).isEqualTo(RunState.COMPLETED);
            assertThat(report.attempts()).isEqualTo(2);
            assertThat(Files.readAllLines(file))
                    .containsExactlyElementsOf(
                            LongStream.concat(
                                            LongStream.rangeClosed(1, written),
                                            LongStream.rangeClosed(committed + 1, 200))
                                    .mapToObj(Long::toString)
                                    .toList());
            assertThat(written - committed).as("batches done twice").isBetween(0L, 1L);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static void awaitBatch(BufferedReader said, String number) throws IOException {
        String line = said.readLine();
        while (line != null && !line.equals(number)) {
            line = said.readLine();
        }
        assertThat(line).as("the child process ended early").isEqualTo(number);
    }
}
