package dev.nightshift.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.h2.jdbc.JdbcSQLNonTransientException;
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
    void isFoundInWhatStoresSayOfIt() {
        assertThat(
                        DiskFull.in(
                                new IllegalStateException(
                                        "Command failed with error 14031 (OutOfDiskSpace)")))
                .isTrue();
        assertThat(
                        DiskFull.in(
                                new IllegalStateException(
                                        "ERROR: could not extend file \"base/1/2\": No space left"
                                                + " on device")))
                .isTrue();
        assertThat(
                        DiskFull.in(
                                new JdbcSQLNonTransientException(
                                        "General error",
                                        "UPDATE",
                                        "HY000",
                                        50_000,
                                        null,
                                        "as its server has it: No space left on device")))
                .as("H2's driver has it in its text, not in its message")
                .isTrue();
    }

    @Test
    void isNotSeenInOtherFailures() {
        assertThat(DiskFull.in(new IOException("Permission denied"))).isFalse();
        assertThat(DiskFull.in(new IllegalStateException())).isFalse();
    }
}
