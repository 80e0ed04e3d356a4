package dev.nightshift.platform.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

@Timeout(60)
class QuestionTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void anAnswerIsToldToEverybodyWhoWaits() throws Exception {
        Question<String> question = ask(() -> "answer");

        assertThat(question.within(LONG)).contains("answer");
        assertThat(question.within(Duration.ZERO)).contains("answer");
        assertThat(question.isOver()).isTrue();
    }

    @Test
    void whatTheQuestionThrowsIsThrown() {
        IllegalStateException broken = new IllegalStateException("broken");
        AssertionError worse = new AssertionError("worse");

        assertThatThrownBy(() -> ask(thrower(broken)).within(LONG)).isSameAs(broken);
        assertThatThrownBy(() -> ask(thrower(worse)).within(LONG)).isSameAs(worse);
    }

    @Test
    void anAnswerThatIsLateIsWaitedForAgain() throws Exception {
        Question<String> question = ask(this::awaited);

        assertThat(question.within(Duration.ofMillis(1))).isEmpty();
        assertThat(question.within(Duration.ofSeconds(-1))).isEmpty();
        assertThat(question.isOver()).isFalse();

        answered.countDown();
        assertThat(question.within(LONG)).contains("answer");
    }

    @Test
    void aQuestionThatIsGivenUpIsInterrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Question<String> question =
                ask(
                        () -> {
                            asked.countDown();
                            return awaited();
                        });
        asked.await();

        question.giveUp();

        interrupted.await();
        assertThat(question.isOver()).isTrue();
        assertThatThrownBy(() -> question.within(LONG)).isInstanceOf(CancellationException.class);
    }

    @Test
    void anAnswerIsKeptWhenTheQuestionIsGivenUpAfterwards() throws Exception {
        Question<String> question = ask(() -> "answer");
        assertThat(question.within(LONG)).isPresent();

        question.giveUp();

        assertThat(question.within(LONG)).contains("answer");
    }

    private static <T> Question<T> ask(Supplier<T> question) {
        return Question.ask(Thread.ofVirtual().name("question"), question);
    }

    private static Supplier<String> thrower(Throwable thrown) {
        return () -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        };
    }

    private String awaited() {
        try {
            answered.await();
        } catch (InterruptedException givenUp) {
            interrupted.countDown();
        }
        return "answer";
    }
}
