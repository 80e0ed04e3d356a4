package dev.nightshift.drills.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.experiment.FaultName;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.lab.Lab;
import dev.nightshift.drills.lab.LabSettings;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillResult;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.report.Evidence;
import dev.nightshift.drills.surroundings.Surroundings;
import dev.nightshift.platform.mongo.MongoOptions;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Both shipped drills, shortened, in a real lab; their figures are worked out again by hand. */
class ShippedDrillsIT {
    private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]+)\"");
    private static final Pattern SINCE = Pattern.compile("\"since\":\"([^\"]+)\"");

    /** {@code -Ddrill.samples=true} writes what the drills left to docs/samples. */
    private static final boolean SAMPLES = Boolean.getBoolean("drill.samples");

    @TempDir private Path dataDir = Path.of(".");

    static List<String> every() {
        return Experiments.shipped().names();
    }

    /** A sample is of the service as it is; else an election of a second is waited for less. */
    private static Surroundings around() {
        return new LabSurroundings(
                InstantSource.system(),
                SAMPLES
                        ? MongoOptions.defaults()
                        : new MongoOptions(
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(60),
                                32,
                                5,
                                Duration.ofMillis(250),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(6)));
    }

    @ParameterizedTest
    @MethodSource("every")
    void passesAndItsReportSaysWhatTheRawJournalSays(String name) throws IOException {
        DrillOrder order =
                new DrillOrder(
                        Experiments.shipped().show(name),
                        false,
                        "tester",
                        List.of("Ada"),
                        Double.parseDouble(System.getProperty("drill.pace", "0.15")));

        DrillResult result =
                new Drills(dataDir, InstantSource.system()).run(order, around(), StopSource.NEVER);

        List<String> raw = Files.readAllLines(result.folder().resolve(Journal.FILE));
        if (SAMPLES) {
            keep(result.folder(), Path.of("..", "docs", "samples", "drill-" + name));
        }
        assertThat(result.reason()).isEmpty();
        assertThat(result.state()).isEqualTo(DrillState.PASSED);
        Evidence evidence = Evidence.of(Chain.of(raw));
        List<Long> recoveries = recoveries(raw);
        assertThat(evidence.episodes()).hasSameSizeAs(recoveries);
        for (int i = 0; i < recoveries.size(); i++) {
            assertThat(evidence.episodes().get(i).rtoMs()).isEqualTo(recoveries.get(i));
        }
        long worst = recoveries.stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(evidence.rtoMs()).isEqualTo(worst);
        String report = Files.readString(result.folder().resolve("report.md"));
        assertThat(report)
                .contains(
                        String.format(Locale.ROOT, "| %,d ms |", worst),
                        "| Writes acknowledged | " + number(raw, "acknowledged") + " |",
                        "| Acknowledged and lost | 0 |",
                        "simulated replica set",
                        String.format(Locale.ROOT, "| %,d ms |", number(raw, "longestGapMs")));
        assertThat(number(raw, "found")).isEqualTo(number(raw, "acknowledged"));
        assertThat(number(raw, "ghost")).isZero();
        assertRepeats(name, raw, report);
        assertBudget(raw, report, evidence);
        new RawLatencies(raw).assertThatItIsSaidIn(report, evidence);
        assertThat(result.folder().resolve("report.pdf")).isNotEmptyFile();
    }

    private static void assertRepeats(String name, List<String> raw, String report) {
        long sent = number(raw, "repeatsSent");
        long stopped = number(raw, "repeatsStopped");
        long whileAway = number(raw, "repeatsWhileAway");
        assertThat(sent).isEqualTo(stopped + whileAway);
        assertThat(stopped).isPositive();
        assertThat(number(raw, "repeatsLetThrough")).isZero();
        assertThat(number(raw, "alertRepeatsSent")).isPositive();
        assertThat(number(raw, "alertRepeatsTold")).isZero();
        assertThat(report).contains("| Let through while Redis was away | " + whileAway + " |");
        if (name.equals("redis-outage")) {
            assertThat(whileAway).isPositive();
        }
    }

    /** What was not done, whoever is to blame, as a share of what was due. */
    private static void assertBudget(List<String> raw, String report, Evidence evidence) {
        double due = number(raw, "requests") + number(raw, "notSent");
        double notDone =
                number(raw, "failed") + number(raw, "refusedRequests") + number(raw, "notSent");
        Instant began = Instant.parse(first(AT, raw.getFirst()));
        Instant ended = Instant.parse(first(AT, raw.getLast()));
        double spent = Duration.between(began, ended).toMillis() / 1000.0 * notDone / due;
        assertThat(evidence.spentSeconds()).isEqualTo(spent, within(1e-9));
        assertThat(report).contains(String.format(Locale.ROOT, "| %.2f s of 2592 s", spent));
        assertThat(number(raw, "refusedRequests"))
                .isGreaterThanOrEqualTo(number(raw, "refused") > 0 ? 1 : 0);
    }

    private static void keep(Path folder, Path samples) throws IOException {
        Files.createDirectories(samples);
        for (String file :
                List.of(
                        "report.md",
                        "report.html",
                        "report.pdf",
                        "timeline.svg",
                        "journal.json",
                        Journal.FILE)) {
            Files.copy(
                    folder.resolve(file),
                    samples.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** For each fault: when it was steady, less when its injection began. */
    private static List<Long> recoveries(List<String> raw) {
        List<Long> recoveries = new ArrayList<>();
        Instant injected = Instant.EPOCH;
        for (String line : raw) {
            if (line.contains("\"event\":\"injecting\"")) {
                injected = Instant.parse(first(AT, line));
            } else if (line.contains("\"mark\":\"steady\"")) {
                recoveries.add(
                        Duration.between(injected, Instant.parse(first(SINCE, line))).toMillis());
            }
        }
        return recoveries;
    }

    private static long number(List<String> raw, String name) {
        String ledger =
                raw.stream()
                        .filter(line -> line.contains("\"event\":\"ledger\""))
                        .findFirst()
                        .orElseThrow();
        return Long.parseLong(first(Pattern.compile("\"" + name + "\":(\\d+)"), ledger));
    }

    private static String first(Pattern pattern, String line) {
        Matcher found = pattern.matcher(line);
        assertThat(found.find()).as(line).isTrue();
        return found.group(1);
    }

    @org.junit.jupiter.api.Test
    void anExperimentCanNameEveryFaultOfTheLabAndNoOther() {
        try (Lab lab =
                Lab.start(
                        dataDir,
                        LabSettings.simulated(Duration.ofSeconds(1), InstantSource.system()))) {
            assertThat(FaultName.words()).containsExactlyInAnyOrderElementsOf(lab.faults());
        }
    }
}
