package dev.nightshift.drills.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillResult;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.report.Evidence;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** Drills that end before they are through, over servers that are only thought of. */
@Timeout(180)
class EndedEarlyIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String FOR_LONG =
            """
            method:
              - type: action
                name: the fault
                provider: {type: nightshift, fault: %s}
                pauses: {after: 600}
            """;

    @TempDir private Path dir = Path.of(".");

    private final FakeSurroundings around = new FakeSurroundings();

    /** The shipped drill with another method, its terms changed by pairs of old and new text. */
    private DrillOrder order(String method, String... terms) throws IOException {
        String text;
        try (InputStream in =
                Objects.requireNonNull(
                        Experiments.class
                                .getClassLoader()
                                .getResourceAsStream("experiments/redis-outage.yaml"))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        text =
                (text.substring(0, text.indexOf("method:"))
                                + method
                                + text.substring(text.indexOf("rollbacks:")))
                        .replace("stores: [redis]", "stores: [redis, mongodb]")
                        .replace("cache-purge: true", "cache-purge: false");
        for (int i = 0; i < terms.length; i += 2) {
            assertThat(text).contains(terms[i]);
            text = text.replace(terms[i], terms[i + 1]);
        }
        Path file = dir.resolve("one.yaml");
        Files.writeString(file, text);
        return new DrillOrder(Experiments.read(file), false, "tester", List.of(), 1);
    }

    private DrillResult run(DrillOrder order, StopSource stop) {
        return new Drills(dir, CLOCK, Drills.NEEDED_BYTES, FakeSurroundings.STEADY)
                .run(order, around, stop);
    }

    private static Chain journal(DrillResult result) {
        return Chain.read(result.folder().resolve(Journal.FILE));
    }

    private static List<String> healed(Chain chain) {
        return chain.all(Events.HEALED).stream().map(line -> line.text("by")).toList();
    }

    @Test
    void aStopConditionThatIsMetEndsItAndHeals() throws Exception {
        DrillResult result =
                run(
                        order(
                                FOR_LONG.formatted("mongo-lose-majority"),
                                "above: 20, for: PT10S",
                                "above: 20, for: PT1S"),
                        StopSource.NEVER);

        assertThat(result.state()).isEqualTo(DrillState.ABORTED);
        assertThat(result.reason()).startsWith("stop condition: ");
        assertThat(around.target.broken).isEmpty();
        assertThat(healed(journal(result))).containsExactly("rollback");
    }

    @Test
    void aFaultThatOutlivesItsLeaseIsHealedByItsRunner() throws Exception {
        DrillResult result =
                run(
                        order(
                                FOR_LONG.formatted("refuse, arguments: {target: redis}"),
                                "lease: PT5M",
                                "lease: PT1S"),
                        StopSource.NEVER);

        assertThat(result.state()).isEqualTo(DrillState.ABORTED);
        assertThat(result.reason()).isEqualTo("a fault lasted longer than its lease");
        assertThat(around.target.broken).isEmpty();
        assertThat(healed(journal(result))).containsExactly("lease");
    }

    @Test
    void aThreadThatIsInterruptedHealsFirstAndIsInterruptedAfterwards() throws Exception {
        DrillOrder order = order(FOR_LONG.formatted("refuse, arguments: {target: redis}"));
        FutureTask<Boolean> drill =
                new FutureTask<>(
                        () -> {
                            DrillResult result = run(order, StopSource.NEVER);
                            assertThat(result.reason()).isEqualTo("its thread was interrupted");
                            assertThat(result.state()).isEqualTo(DrillState.ABORTED);
                            assertThat(journal(result).isWhole()).isTrue();
                            assertThat(healed(journal(result))).containsExactly("rollback");
                            return Thread.currentThread().isInterrupted();
                        });
        Thread thread = Thread.ofPlatform().start(drill);
        assertThat(
                        Waiting.until(
                                java.time.Duration.ofMinutes(1),
                                () -> !around.target.broken.isEmpty()))
                .isTrue();

        thread.interrupt();

        assertThat(drill.get()).isTrue();
        assertThat(around.target.broken).isEmpty();
    }

    @Test
    void whoEndsItWhileItWaitsForTheSteadyStateGetsNoTimeToRecovery() throws Exception {
        DrillOrder order =
                order(
                        """
                        method:
                          - type: action
                            name: the fault
                            provider: {type: nightshift, fault: refuse, arguments: {target: redis}}
                          - type: action
                            name: it is back
                            provider:
                              {type: nightshift, action: heal, arguments: {of: the fault}}
                          - type: action
                            name: it is steady again
                            provider:
                              type: nightshift
                              action: await-steady
                              arguments: {within: PT5M, for: PT3M}
                        """);
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger injected = new AtomicInteger();
        around.target.injecting = request -> injected.incrementAndGet();
        DrillResult result =
                run(
                        order,
                        () ->
                                injected.get() > 0
                                                && around.target.broken.isEmpty()
                                                && asked.incrementAndGet() > 50
                                        ? Optional.of("somebody says so")
                                        : Optional.empty());

        Chain chain = journal(result);
        assertThat(result.state()).isEqualTo(DrillState.ABORTED);
        assertThat(chain.all(Events.MARK))
                .extracting(line -> line.text("mark"))
                .doesNotContain("steady");
        assertThat(Evidence.of(chain).rtoMs()).isNull();
    }
}
