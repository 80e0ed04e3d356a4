package dev.nightshift.jobs.sloprobe.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Severity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class JudgementTest {
    @ParameterizedTest
    @CsvSource({
        // slow ones of 150: the 137th smallest is slow from 14 on, the 148th from 3 on
        "0, PASS",
        "2, PASS",
        "3, INCONCLUSIVE",
        "13, INCONCLUSIVE",
        "14, BREACH",
        "150, BREACH"
    })
    void latencyIsJudgedByTheIntervalOfTheNinetyFifthPercentile(int slow, Verdict verdict) {
        Measurement measurement = measured(150 - slow, slow, 0);

        Judgement judgement = Judgement.of(SloFixture.latency(250), measurement);

        assertThat(judgement.verdict()).isEqualTo(verdict);
        assertThat(judgement.total()).isEqualTo(150);
        assertThat(judgement.good()).isEqualTo(150 - slow);
        assertThat(judgement.reason().isEmpty()).isEqualTo(verdict != Verdict.INCONCLUSIVE);
    }

    @Test
    void whatTheProbeItselfWasLateIsNoBreach() {
        Measurement measurement = new Measurement();
        measurement.add(Collections.nCopies(150, sample(400, 5, Operation.Answer.DONE, "")));

        Judgement judgement = Judgement.of(SloFixture.latency(250), measurement);

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.reason()).contains("too busy");
        // Nor does it spend the error budget.
        assertThat(judgement.good()).isEqualTo(150);
    }

    @Test
    void failuresThatComeAtOnceDoNotFlatterLatencyAndTimeoutsCount() {
        Measurement measurement = new Measurement();
        measurement.add(Collections.nCopies(100, sample(1, 1, null, "REFUSED")));
        measurement.add(Collections.nCopies(80, sample(2_000, 2_000, null, Sample.TIMEOUT)));

        Judgement judgement = Judgement.of(SloFixture.latency(250), measurement);

        assertThat(judgement.verdict()).isEqualTo(Verdict.BREACH);
        assertThat(judgement.total()).isEqualTo(80);
        assertThat(measurement.failures())
                .containsEntry("REFUSED", 100)
                .containsEntry("TIMEOUT", 80);
    }

    @Test
    void withoutAnAnswerNothingIsSaidOfLatency() {
        Measurement measurement = new Measurement();
        measurement.add(Collections.nCopies(150, sample(1, 1, null, "REFUSED")));

        Judgement judgement = Judgement.of(SloFixture.latency(250), measurement);

        assertThat(judgement.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement.p95()).isNull();
        assertThat(judgement.value()).isZero();
        assertThat(Judgement.of(SloFixture.answered(), measurement).verdict())
                .isEqualTo(Verdict.BREACH);
        assertThat(Judgement.of(SloFixture.hits(), measurement).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, PASS, WARNING", "1, PASS, WARNING", "2, INCONCLUSIVE, WARNING",
        "5, BREACH, WARNING", "8, BREACH, CRITICAL", "150, BREACH, CRITICAL"
    })
    void errorsAreABreachWhenSoManyAreNoChance(int failed, Verdict verdict, Severity severity) {
        Judgement judgement =
                Judgement.of(SloFixture.answered(), measured(150 - failed, 0, failed));

        assertThat(judgement.verdict()).isEqualTo(verdict);
        if (verdict == Verdict.BREACH) {
            assertThat(SloFixture.answered().severity(judgement.value())).isEqualTo(severity);
        }
    }

    @ParameterizedTest
    @CsvSource({"120, PASS", "105, PASS", "104, INCONCLUSIVE", "80, BREACH", "0, BREACH"})
    void theCacheIsColdBelowItsShareOfHits(int hits, Verdict verdict) {
        Measurement measurement = new Measurement();
        measurement.add(Collections.nCopies(hits, sample(1, 1, Operation.Answer.HIT, "")));
        measurement.add(Collections.nCopies(150 - hits, sample(1, 1, Operation.Answer.MISS, "")));

        assertThat(Judgement.of(SloFixture.hits(), measurement).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "251, INFO",
        "600, INFO",
        "799.9, INFO",
        "800, WARNING",
        "999, WARNING",
        "1000, CRITICAL"
    })
    void theWatchdogSaysHowBadALatencyIs(double p95, Severity severity) {
        assertThat(SloFixture.latency(250).severity(p95)).isEqualTo(severity);
    }

    private static Measurement measured(int fast, int slow, int failed) {
        Measurement measurement = new Measurement();
        measurement.add(
                Stream.of(
                                Collections.nCopies(
                                        fast, sample(10, 10, Operation.Answer.DONE, "")),
                                Collections.nCopies(
                                        slow, sample(300, 300, Operation.Answer.DONE, "")),
                                Collections.nCopies(failed, sample(1, 1, null, "REFUSED")))
                        .flatMap(List::stream)
                        .toList());
        return measurement;
    }

    private static Sample sample(
            long responseMs,
            long serviceMs,
            Operation.@org.jspecify.annotations.Nullable Answer answer,
            String failure) {
        return new Sample(
                TimeUnit.MILLISECONDS.toNanos(responseMs),
                TimeUnit.MILLISECONDS.toNanos(serviceMs),
                answer,
                failure.isEmpty() ? null : failure);
    }
}
