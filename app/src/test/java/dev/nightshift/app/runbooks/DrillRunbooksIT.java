package dev.nightshift.app.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.journal.DrillSummary;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.lab.Lab;
import dev.nightshift.drills.lab.LabSettings;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.platform.redis.RedisControl;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.testing.RedisWire;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the commands out of the runbooks about drills and runs them; the configured servers are a
 * Redis and a simulated replica set of this test. Pauses are short, all else is as it is written.
 */
class DrillRunbooksIT {
    private static final Duration ELECTION = Duration.ofMillis(500);

    @TempDir private static Path servers = Path.of(".");
    private static Lab configured = unset();

    @TempDir private Path dir = Path.of(".");

    @SuppressWarnings("NullAway") // set before the first test
    private static Lab unset() {
        return null;
    }

    @BeforeAll
    static void start() {
        configured = Lab.start(servers, LabSettings.simulated(ELECTION, InstantSource.system()));
    }

    @AfterAll
    static void stop() {
        configured.close();
    }

    private Runbook runbook(String page) {
        return new Runbook(
                page,
                Settings.from(
                        Map.of(
                                "NIGHTSHIFT_ENVIRONMENT",
                                "production",
                                "NIGHTSHIFT_DATA_DIR",
                                dir.resolve("data").toString(),
                                "NIGHTSHIFT_MONGODB_URI",
                                configured.mongoUri(),
                                "NIGHTSHIFT_REDIS_URI",
                                configured.redisUri(),
                                "NIGHTSHIFT_JDBC_URL",
                                "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(page))));
    }

    private Drills drills() {
        return new Drills(dir.resolve("data"), InstantSource.system());
    }

    private List<Runbook.Ended> follow(String page) throws IOException {
        Runbook runbook = runbook(page);
        List<Runbook.Ended> all = new ArrayList<>();
        for (Runbook.Step step : runbook.steps()) {
            String words = step.words().replace("evidence/", dir.resolve("evidence").toString());
            if (words.contains("DRILL")) {
                words = words.replace("DRILL", drills().list().getLast().drillId());
            }
            boolean isDrill = words.startsWith("drill run");
            Runbook.Ended ended = runbook.run(isDrill ? words + " --pace 0.01" : words);
            String said = "%s%n%s%s".formatted(words, ended.out(), ended.err());
            if (isDrill) {
                // A busy machine is no steady state: then it fails, and says so.
                assertThat(ended.exit()).as(said).isIn(0, 1);
                assertThat(ended.out()).contains("whole, last hash");
            } else {
                assertThat(ended.exit()).as(said).isEqualTo(step.exit());
            }
            all.add(ended);
        }
        return all;
    }

    private void assertThatOneWasInALabAndOneLive(String experiment) {
        assertThat(drills().list())
                .extracting(DrillSummary::experiment, DrillSummary::where)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(experiment, "lab"),
                        org.assertj.core.groups.Tuple.tuple(experiment, "live"));
        assertThat(drills().list())
                .allSatisfy(
                        drill -> assertThat(drill.state()).isIn("PASSED", "FAILED", "INCOMPLETE"));
    }

    @Test
    void theRedisDrillIsRunStoppedReportedAndSignedAsTheRunbookSays() throws IOException {
        List<Runbook.Ended> ended = follow("drill-redis-outage.md");

        assertThatOneWasInALabAndOneLive("redis-outage");
        assertThat(ended)
                .anySatisfy(step -> assertThat(step.out()).contains("no drill is at work"));
        assertThat(Files.readString(dir.resolve("evidence/report.md"))).contains("Redis is away");
        assertThat(Files.readString(drills().folders().getLast().resolve("report.md")))
                .contains(
                        "the circuit took 4 s to close (found by olivia; to be mended by Grace)",
                        "| Service owner | olivia |");
    }

    @Test
    void theMongoDbDrillIsRunAsTheRunbookSaysAndLiveOnlyThePrimaryStepsDown() throws IOException {
        var _ = follow("drill-mongodb-primary.md");

        assertThatOneWasInALabAndOneLive("mongodb-primary");
        assertThat(Files.readString(drills().folders().getLast().resolve("report.md")))
                .contains("Steps for a lab only, which were left out: the primary is killed;");
    }

    /** A drill whose process died in the middle of its fault, on a machine that went down. */
    @Test
    void whatADeadDrillLeftIsFoundHealedAndReportedAsTheRunbookSays() throws IOException {
        Path samples = Path.of("..", "docs", "samples", "drill-redis-outage", Journal.FILE);
        List<String> lines = Files.readAllLines(samples);
        int injected = 0;
        while (!lines.get(injected).contains("\"event\":\"injected\"")) {
            injected++;
        }
        String id = lines.getFirst().replaceAll(".*\"drillId\":\"([^\"]+)\".*", "$1");
        Path folder = Files.createDirectories(dir.resolve("data/drills").resolve(id));
        Files.write(folder.resolve(Journal.FILE), lines.subList(0, injected + 1));
        Files.writeString(
                folder.resolve("lease.json"),
                """
                {"pid": 0, "started": "1970-01-01T00:00:00Z", "faults": [{"name": "the pause",
                 "until": "2026-10-03T03:00:00Z",
                 "undo": {"kind": "redis-unpause", "uri": "%s"}}]}
                """
                        .formatted(configured.redisUri()));
        try (RedisControl redis = RedisControl.open(configured.redisUri(), Duration.ofMinutes(1));
                RedisWire caller = RedisWire.connect(configured.redisUri())) {
            redis.pause(Duration.ofMinutes(1), true);

            List<Runbook.Ended> ended = follow("drill-rollback.md");

            assertThat(caller.call("SET", "session:demo:s", "v")).isEqualTo("OK");
            assertThat(ended.getFirst().out()).contains("healed after its process died: " + id);
            assertThat(ended.getLast().out()).contains("HEALED BY WATCHDOG", "whole, last hash");
        }
        assertThat(folder.resolve("lease.json")).doesNotExist();
    }
}
