package dev.nightshift.platform.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class RedisOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "redis://h, PT0.5S",
        "redis://h:6379/3?clientName=x, PT0.5S",
        "redis://h?timeout=2s, PT2S",
        "rediss://u:p%3F@h/3?TimeOut=250ms, PT0.25S",
        "redis://:timeout=7s@h, PT0.5S",
        "redis://:a?timeout=7s@h, PT0.5S",
        "redis://h?timeout=750, PT0.75S",
        "redis://h?timeout=1m&timeout=4s, PT4S",
        "redis://h?timeout=1h, PT1H"
    })
    void theTimeoutOfTheConnectionStringIsTaken(String uri, Duration timeout) {
        assertThat(RedisOptions.of(uri).timeout()).isEqualTo(timeout);
        assertThat(RedisOptions.of(uri).pause()).isEqualTo(RedisOptions.defaults().pause());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "-5s", "2x", "soon", "2.5s", "5us", "9999999999s"})
    void aTimeoutThatIsNoneIsRefused(String timeout) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> RedisStores.open("redis://h?timeout=" + timeout).close())
                .satisfies(
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.BAD_SETTING);
                            assertThat(refused.message())
                                    .isEqualTo(
                                            "The timeout of NIGHTSHIFT_REDIS_URI is not"
                                                    + " understood.");
                        });
    }
}
