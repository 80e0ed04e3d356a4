package dev.nightshift.drills.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What is read from an experiment, and what is refused. */
class ExperimentsTest {
    private static final Path SHIPPED = Path.of("experiments");
    private static final Path SHIPPED_FROM_ROOT = Path.of("drills", "experiments");

    private static String text(String name) throws IOException {
        Path folder = Files.isDirectory(SHIPPED) ? SHIPPED : SHIPPED_FROM_ROOT;
        return Files.readString(folder.resolve(name + ".yaml"));
    }

    @Test
    void theShippedOnesAreWhatTheyAreCalled() {
        Experiment redis = Experiments.shipped().show("redis-outage");

        assertThat(redis.terms().rpo()).isZero();
        assertThat(redis.terms().stores()).containsExactly("redis");
        assertThat(redis.method().getFirst())
                .isInstanceOfSatisfying(
                        Step.Inject.class,
                        inject -> {
                            assertThat(inject.fault()).isEqualTo("refuse");
                            assertThat(inject.arguments()).containsEntry("target", "redis");
                        });

        Experiment mongo = Experiments.shipped().show("mongodb-primary");
        assertThat(
                        mongo.method().stream()
                                .filter(step -> step instanceof Step.Inject)
                                .map(step -> ((Step.Inject) step).fault()))
                .containsExactly("mongo-step-down", "mongo-kill-primary", "mongo-lose-majority");
        assertThat(Experiments.shipped().all()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            textBlock =
                    """
                    fault: refuse~fault: explode~'explode' is no fault; refuse, reset
                    probe: read-p95-ms~probe: read-speed~'read-speed' is no probe; failed-requests
                    {target: redis}~{target: redis, delay: 3}~refuse takes no 'delay'; it takes: target
                    {target: redis}~{target: moon}~target: redis, mongo (all members), mongo-primary
                    fault: refuse~fault: latency~latency needs the argument 'millis'
                    rto: PT90S~rto: soon~seconds, or a duration like PT30S, are expected
                    title: Redis is away~tittle: Redis is away~'tittle' is none of version, title
                    title: Redis is away~description: twice~'description' is there twice
                    objective: 99.9~objective: 100~a percentage between 0 and 100 is expected
                    companies: 3~companies: 0~1 to 100 companies are expected
                    {of: Redis refuses connections}~{of: Redis is tired}~no step before this one injects
                    type: nightshift, probe: stale-reads~type: http, probe: stale-reads~nightshift is expected
                    ISO 27001 A.5.28~ISO 27001 A.99~'ISO 27001 A.99' is none of SOC 2 A1.3
                    range: [0, 250]~range: [250, 0]~the smaller number comes first
                    cache-purge: true~cache-purge: perhaps~true or false is expected
                    {target: redis}~{target: mongo-1}~it hurts mongodb, which blast-radius.stores does not name
                    interval: P3M~interval: P0D~a period above 0 is expected
                    """)
    void whatIsWrongIsRefusedWithItsLineAndWhatIsExpected(String right, String wrong, String told)
            throws IOException {
        String text = text("redis-outage");
        assertThat(text).contains(right);
        String changed = text.replaceFirst(java.util.regex.Pattern.quote(right), wrong);

        int line = changed.substring(0, changed.indexOf(wrong)).split("\n", -1).length;

        assertThatThrownBy(() -> Experiments.parse("wrong", changed, "wrong.yaml"))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.BAD_EXPERIMENT);
                            assertThat(refused.message()).contains(told);
                            assertThat(refused.message())
                                    .startsWith("Experiment wrong.yaml, line ");
                            assertThat(lineOf(refused)).isBetween(line - 6, line + 1);
                        });
    }

    private static int lineOf(NightshiftException refused) {
        return Integer.parseInt(refused.message().replaceFirst(".*?line (\\d+):(.|\\n)*", "$1"));
    }

    @Test
    void stepsOfTheMethodCanBeForALabOnly() throws IOException {
        assertThat(Experiments.shipped().show("mongodb-primary").labOnly())
                .contains("the primary is killed", "the majority is lost", "reads go on")
                .doesNotContain("the primary steps down", "another member is primary");
        assertThat(Experiments.shipped().show("redis-outage").labOnly()).isEmpty();
        String text = text("redis-outage");

        assertThatThrownBy(
                        () ->
                                Experiments.parse(
                                        "x",
                                        text.replace(
                                                "name: heal whatever is left",
                                                "name: heal whatever is left\n"
                                                        + "    x-lab-only: true"),
                                        "x.yaml"))
                .hasMessageContaining("a rollback is done everywhere; it has no x-lab-only");
        assertThatThrownBy(
                        () ->
                                Experiments.parse(
                                        "x",
                                        text.replace(
                                                "name: no request fails\n",
                                                "name: no request fails\n      x-lab-only: true\n"),
                                        "x.yaml"))
                .hasMessageContaining("the hypothesis holds everywhere; it has no x-lab-only");
    }

    @Test
    void whatTheTermsPromiseIsDoneByTheSteps() throws IOException {
        String text = text("redis-outage");

        assertThatThrownBy(
                        () ->
                                Experiments.parse(
                                        "x",
                                        text.replace("action: purge-caches", "action: heal"),
                                        "x.yaml"))
                .hasMessageContaining("cache-purge: true, but no step does it");
        assertThatThrownBy(
                        () ->
                                Experiments.parse(
                                        "x",
                                        text.replace(
                                                "rollbacks:\n",
                                                "rollbacks:\n  - type: probe\n    name: looks\n"
                                                        + "    tolerance: 0\n    provider: {type:"
                                                        + " nightshift, probe: stale-reads}\n"),
                                        "x.yaml"))
                .hasMessageContaining("they inject none and ask no probe");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Experiments.parse("x", "title: [a\nmethod: }", "x.yaml"))
                .hasMessageContaining("x.yaml, line 2: this is not YAML");
        assertThatThrownBy(() -> Experiments.parse("x", "", "x.yaml"))
                .hasMessageContaining("x.yaml, line 1: a mapping of version, title");
        assertThatThrownBy(() -> Experiments.parse("x", "title: x\nmethod: []", "x.yaml"))
                .hasMessageContaining("at least one action with a fault is expected");
    }

    @Test
    void aFileOfTheFolderReplacesTheShippedOneOfItsName(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("redis-outage.yaml"),
                text("redis-outage").replace("rto: PT90S", "rto: 15"));
        Files.writeString(folder.resolve("mine.yaml"), text("mongodb-primary"));

        Experiments all = Experiments.load(folder);

        assertThat(all.show("redis-outage").terms().rto()).isEqualTo(Duration.ofSeconds(15));
        assertThat(all.names())
                .containsExactlyInAnyOrder("mongodb-primary", "redis-outage", "mine");
        assertThatThrownBy(() -> all.show("nothing")).hasMessageContaining("'nothing'");
    }

    @Test
    void aFileThatIsMissingOrNoTextIsRefused(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Experiments.read(folder.resolve("none.yaml")))
                .hasMessageContaining("There is no experiment at");
        Path binary = folder.resolve("binary.yaml");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> Experiments.read(binary)).hasMessageContaining("not UTF-8");
    }

    @Test
    void theExportSaysTheSameInTheWordsOfTheChaosToolkit() {
        Experiment redis = Experiments.shipped().show("redis-outage");

        var json = ExperimentExport.of(redis);

        assertThat(json.keySet())
                .containsExactly(
                        "version",
                        "title",
                        "description",
                        "tags",
                        "steady-state-hypothesis",
                        "method",
                        "rollbacks",
                        "extensions");
        assertThat((List<?>) json.get("method")).hasSize(redis.method().size());
        assertThat(json.toString())
                .contains("tolerance=true", "type=range, range=[0.0, 250.0]", "path=false");
    }
}
