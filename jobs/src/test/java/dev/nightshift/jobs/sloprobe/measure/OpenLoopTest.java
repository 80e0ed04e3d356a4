package dev.nightshift.jobs.sloprobe.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

@Timeout(30)
class OpenLoopTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final OpenLoop loop = new OpenLoop(System::nanoTime, () -> false);

    /** Serves one request at a time, and stands still once. */
    private static final class Server {
        private final ReentrantLock one = new ReentrantLock(true);
        private final CountDownLatch never = new CountDownLatch(1);
        private final AtomicInteger served = new AtomicInteger();

        Operation.Answer serve() throws InterruptedException {
            one.lockInterruptibly();
            try {
                if (served.getAndIncrement() == 20) {
                    assertThat(never.await(700, TimeUnit.MILLISECONDS)).isFalse();
                }
                return Operation.Answer.DONE;
            } finally {
                one.unlock();
            }
        }
    }

    @Test
    void aServerThatStandsStillIsSlowForAllWhoWouldHaveWaited() throws Exception {
        // The loop that waits for each answer before it asks again sees one slow request of 150.
        Server naive = new Server();
        Histogram omitted = new Histogram(3);
        for (int i = 0; i < 150; i++) {
            long sent = System.nanoTime();
            assertThat(naive.serve()).isEqualTo(Operation.Answer.DONE);
            omitted.recordValue(Math.max(1, (System.nanoTime() - sent) / 1_000));
        }
        Server server = new Server();
        Measurement measurement = new Measurement();

        loop.run(measurement, number -> server.serve(), 150, 100, TIMEOUT);

        // 700 ms at a hundred a second are seventy requests, of which the middle one waits 350 ms.
        assertThat(omitted.getValueAtPercentile(95) / 1e3).isLessThan(250);
        assertThat(Judgement.of(SloFixture.latency(250), measurement).verdict())
                .isEqualTo(Verdict.BREACH);
        double[] responses = measurement.responses();
        assertThat(Quantile.of(responses, 0.95).value()).isGreaterThan(400);
        // HdrHistogram reckons about the same from the naive loop's figures and its pace.
        assertThat(
                        omitted.copyCorrectedForCoordinatedOmission(10_000).getValueAtPercentile(95)
                                / 1e3)
                .isGreaterThan(400);
    }

    @Test
    void requestsKeepTheirPaceHoweverLongEachTakes() throws Exception {
        Measurement measurement = new Measurement();
        CountDownLatch never = new CountDownLatch(1);
        long began = System.nanoTime();

        loop.run(
                measurement,
                number -> {
                    assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
                    return Operation.Answer.DONE;
                },
                100,
                100,
                TIMEOUT);

        // One after the other they would take half a minute.
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(6));
        assertThat(measurement.requests()).isEqualTo(100);
        assertThat(measurement.failed()).isZero();
        assertThat(measurement.responses()[0]).isGreaterThanOrEqualTo(300);
    }

    @Test
    void whatTakesTooLongIsGivenUpAndCounted() throws Exception {
        Measurement measurement = new Measurement();
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();

        loop.run(
                measurement,
                number -> {
                    try {
                        never.await();
                    } catch (InterruptedException givenUp) {
                        interrupted.incrementAndGet();
                        throw givenUp;
                    }
                    return Operation.Answer.DONE;
                },
                20,
                100,
                Duration.ofMillis(200));

        assertThat(measurement.failures()).containsExactly(java.util.Map.entry("TIMEOUT", 20));
        assertThat(measurement.responses()).hasSize(20);
        assertThat(measurement.responses()[0]).isGreaterThanOrEqualTo(200);
        assertThat(interrupted).hasValue(20);
    }

    @Test
    void failuresAreCountedByWhy() throws Exception {
        Measurement measurement = new Measurement();

        loop.run(
                measurement,
                number ->
                        switch (number % 4) {
                            case 0 -> throw new ConnectException("no");
                            case 1 -> throw new Operation.Failed("STATUS_500");
                            case 2 -> throw new IllegalStateException("unexpected");
                            default -> Operation.Answer.DONE;
                        },
                40,
                1_000,
                TIMEOUT);

        assertThat(measurement.failures())
                .containsEntry("REFUSED", 10)
                .containsEntry("STATUS_500", 10)
                .containsEntry("INTERNAL", 10)
                .hasSize(3);
        assertThat(measurement.responses()).hasSize(10);
    }

    @Test
    void itGivesUpWhenAskedTo() throws Exception {
        Measurement measurement = new Measurement();
        AtomicInteger sent = new AtomicInteger();
        long began = System.nanoTime();

        new OpenLoop(System::nanoTime, () -> sent.get() >= 10)
                .run(
                        measurement,
                        number -> {
                            sent.incrementAndGet();
                            return Operation.Answer.DONE;
                        },
                        1_000,
                        20,
                        TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        assertThat(sent.get()).isLessThan(300);
        assertThat(measurement.requests()).isZero();
    }

    @Test
    void noNumberIsUsedTwiceInAMeasurement() throws Exception {
        Measurement measurement = new Measurement();
        Set<Integer> numbers = ConcurrentHashMap.newKeySet();
        Operation operation =
                number -> {
                    if (!numbers.add(number)) {
                        throw new Operation.Failed("TWICE");
                    }
                    return Operation.Answer.DONE;
                };

        loop.run(measurement, operation, 50, 1_000, TIMEOUT);
        loop.run(measurement, operation, 50, 1_000, TIMEOUT);
        loop.warmUp(operation, SloFixture.latency(250).probing());

        assertThat(measurement.failed()).isZero();
        assertThat(numbers).hasSize(120);
    }

    private static final class Heard implements FlowListener {
        private final List<Sample> answers = new CopyOnWriteArrayList<>();
        private final List<Long> waited = new CopyOnWriteArrayList<>();
        private final Set<Long> moments = ConcurrentHashMap.newKeySet();

        @Override
        public void answered(long dueNanos, Sample sample) {
            moments.add(dueNanos);
            answers.add(sample);
        }

        @Override
        public void notSent(long dueNanos, long waitedNanos) {
            moments.add(dueNanos);
            waited.add(waitedNanos);
        }
    }

    @Test
    void aFlowSendsNoMoreAtOnceThanItMayAndTellsWhatItDidNotSend() throws Exception {
        Heard heard = new Heard();
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();

        new OpenLoop(System::nanoTime, () -> looks.incrementAndGet() > 400)
                .flow(
                        number -> {
                            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                            assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
                            atOnce.decrementAndGet();
                            return Operation.Answer.DONE;
                        },
                        new FlowTerms(200, 4, TIMEOUT),
                        heard);

        assertThat(most.get()).isEqualTo(4);
        assertThat(heard.answers).isNotEmpty().allSatisfy(s -> assertThat(s.isTimed()).isTrue());
        // Between two rounds of four some fifty requests are due: none of them is forgotten.
        assertThat(heard.waited).hasSizeGreaterThan(heard.answers.size());
        assertThat(heard.moments).hasSize(heard.answers.size() + heard.waited.size());
        long first = heard.moments.stream().min(Long::compare).orElseThrow();
        assertThat(heard.moments).allSatisfy(due -> assertThat((due - first) % 5_000_000).isZero());
        long last = heard.moments.stream().max(Long::compare).orElseThrow();
        assertThat((last - first) / 5_000_000 + 1).isEqualTo(heard.moments.size());
        // The first that was not sent would have waited for most of an answer's 300 ms.
        assertThat(heard.waited.stream().max(Long::compare).orElseThrow())
                .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void whatIsOnItsWayAtTheEndOfAFlowIsWaitedForOrGivenUp() throws Exception {
        Heard heard = new Heard();
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();

        new OpenLoop(System::nanoTime, () -> sent.get() >= 3)
                .flow(
                        number -> {
                            sent.incrementAndGet();
                            never.await();
                            return Operation.Answer.DONE;
                        },
                        new FlowTerms(100, 8, Duration.ofMillis(100)),
                        heard);

        assertThat(heard.answers)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(sample -> assertThat(sample.failure()).isEqualTo(Sample.TIMEOUT));
        assertThat(heard.waited).isEmpty();
    }
}
