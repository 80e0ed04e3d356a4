package dev.nightshift.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordScrubbingTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db?user=ns&password=s3&ssl=true,"
                + " jdbc:postgresql://db?user=ns&password=***&ssl=true",
        "sslpassword=s3, sslpassword=***",
        "jdbc:h2:x;USER=sa;PASSWORD=s3;MODE=x, jdbc:h2:x;USER=sa;PASSWORD=***;MODE=x",
        "redis://:s3@host, redis://***@***"
    })
    void aPasswordInAUrlIsTakenOut(String text, String scrubbed) {
        assertThat(Scrubber.scrub(text)).isEqualTo(scrubbed);
    }
}
