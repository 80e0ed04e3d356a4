package dev.nightshift.jobs.backfill.company;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobInterruptedException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class ReadsTest {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch givenUp = new CountDownLatch(1);

    @Test
    void an_answer_and_a_failure_are_handed_on() throws Exception {
        Reads reads = new Reads(() -> {});

        assertThat(reads.<String>read(() -> "answer")).isEqualTo("answer");
        assertThatThrownBy(
                        () ->
                                reads.read(
                                        () -> {
                                            throw new IllegalStateException("own");
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("own");
        assertThatThrownBy(
                        () ->
                                reads.read(
                                        () -> {
                                            throw new AssertionError("own");
                                        }))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_run_that_is_to_end_asks_nothing() {
        Reads reads =
                new Reads(
                        () -> {
                            throw new JobInterruptedException("the run ends");
                        });

        assertThatThrownBy(() -> reads.read(this::longQuestion))
                .isInstanceOf(JobInterruptedException.class);
        assertThat(asked.getCount()).isEqualTo(1);
    }

    @Test
    void a_long_question_is_given_up_when_the_run_is_to_end() throws Exception {
        Reads reads =
                new Reads(
                        () -> {
                            if (asked.getCount() == 0) {
                                throw new JobInterruptedException("the run ends");
                            }
                        });

        assertThatThrownBy(() -> reads.read(this::longQuestion))
                .isInstanceOf(JobInterruptedException.class);
        assertThat(givenUp.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private boolean longQuestion() {
        asked.countDown();
        try {
            return new CountDownLatch(1).await(60, TimeUnit.SECONDS);
        } catch (InterruptedException expected) {
            givenUp.countDown();
            return false;
        }
    }
}
