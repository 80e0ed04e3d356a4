package dev.nightshift.platform.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.doctor.Check.Status;
import dev.nightshift.platform.settings.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

class LocalChecksTest {
    @TempDir Path folder;

    @Test
    void anOldJavaFails() {
        assertThat(LocalChecks.java(Runtime.Version.parse("21.0.2")).status())
                .isEqualTo(Status.FAIL);
        assertThat(LocalChecks.java(Runtime.Version.parse("25")).status()).isEqualTo(Status.OK);
    }

    @Test
    void aDataDirThatOthersMayReadIsAWarning() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        Check check = checks().dataDir();

        assertThat(check.status()).isEqualTo(Status.WARN);
    }

    @Test
    void errorsInTheLogAreCounted() throws IOException {
        assertThat(checks().stackLog().detail()).isEqualTo("none yet");

        Files.createDirectory(folder.resolve("logs"));
        Files.writeString(
                folder.resolve("logs/stack.log"),
                "2026 INFO  [main] StackProcess stack ready\n2026 ERROR [main] x y\n");

        assertThat(checks().stackLog().status()).isEqualTo(Status.WARN);
        assertThat(checks().stackLog().detail()).contains("1 errors");
    }

    private LocalChecks checks() {
        return new LocalChecks(Settings.from(Map.of("NIGHTSHIFT_DATA_DIR", folder.toString())));
    }
}
