package dev.nightshift.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.server.MongoMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

@Timeout(60)
class MongoLookTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void whatIsAskedIsAnswered() {
        MongoLook look = new MongoLook(() -> MongoMode.READ_ONLY, LONG);

        assertThat(look.at(() -> "answer")).isEqualTo("answer");
    }

    @Test
    void whatTheQuestionThrowsIsThrown() {
        IllegalStateException broken = new IllegalStateException("broken");
        MongoLook look = new MongoLook(() -> MongoMode.READ_WRITE, LONG);

        assertThatThrownBy(
                        () ->
                                look.at(
                                        () -> {
                                            throw broken;
                                        }))
                .isSameAs(broken);
    }

    @Test
    void nothingIsAskedOfAServerThatIsAway() {
        MongoLook look = new MongoLook(() -> MongoMode.AWAY, LONG);

        assertAway(
                look,
                () -> {
                    throw new AssertionError("it was asked");
                });
    }

    @Test
    void whoAsksDoesNotWaitForAServerThatIsSilentAndTheQuestionEnds() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        MongoLook look = new MongoLook(() -> MongoMode.READ_WRITE, Duration.ofMillis(50));

        assertAway(
                look,
                () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException end) {
                        interrupted.countDown();
                    }
                });
        interrupted.await();
    }

    @Test
    void questionsThatWereBegunAreAskedAtOnce() {
        CountDownLatch other = new CountDownLatch(1);
        MongoLook look = new MongoLook(() -> MongoMode.READ_WRITE, LONG);

        Supplier<String> first =
                look.begin(
                        () -> {
                            try {
                                other.await();
                            } catch (InterruptedException end) {
                                Thread.currentThread().interrupt();
                            }
                            return "first";
                        });
        Supplier<String> second =
                look.begin(
                        () -> {
                            other.countDown();
                            return "second";
                        });

        assertThat(first.get()).isEqualTo("first");
        assertThat(second.get()).isEqualTo("second");
    }

    @Test
    void whatBreaksTheQuestionIsThrownAsAFailure() {
        AssertionError broken = new AssertionError("broken");
        MongoLook look = new MongoLook(() -> MongoMode.READ_WRITE, LONG);

        assertThatThrownBy(
                        () ->
                                look.at(
                                        () -> {
                                            throw broken;
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(broken);
    }

    private static void assertAway(MongoLook look, Runnable question) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(
                        () ->
                                look.at(
                                        () -> {
                                            question.run();
                                            return "";
                                        }))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.MONGODB_UNAVAILABLE));
    }
}
