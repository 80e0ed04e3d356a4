package dev.nightshift.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;

class DiskFullTest {
    @Test
    void isFoundBelowOtherFailures() {
        assertThat(
                        DiskFull.in(
                                new IllegalStateException(
                                        "closed",
                                        new UncheckedIOException(
                                                new IOException("No space left on device")))))
                .isTrue();
        assertThat(DiskFull.in(new IOException("Disk quota exceeded"))).isTrue();
    }

    @Test
    void isNotSeenInOtherFailures() {
        assertThat(DiskFull.in(new IOException("Permission denied"))).isFalse();
        assertThat(DiskFull.in(new IllegalStateException())).isFalse();
    }
}
