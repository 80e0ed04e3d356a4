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
        assertThat(DiskFull.in(new TracedException())).isTrue();
    }

    /** As H2's driver tells what happened in its server. */
    private static final class TracedException extends Exception {
        private static final long serialVersionUID = 1;

        TracedException() {
            super("General error [50000-240]");
        }

        @Override
        public String toString() {
            return "org.h2.jdbc.JdbcSQLException: General error\n"
                    + "Caused by: java.io.IOException: No space left on device";
        }
    }

    @Test
    void isNotSeenInOtherFailures() {
        assertThat(DiskFull.in(new IOException("Permission denied"))).isFalse();
        assertThat(DiskFull.in(new IllegalStateException())).isFalse();
    }
}
