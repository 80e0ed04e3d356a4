package dev.nightshift.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.settings.Settings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

class MongoEngineTest {
    @TempDir Path folder;

    private DataDir dataDir;

    @BeforeEach
    void aDataDir() {
        dataDir = new DataDir(folder.resolve("data"));
    }

    @Test
    void isTheEmulatorWhenNoMongodIsFound() {
        assertThat(MongoEngine.mongod(settings(), dataDir, "/nowhere::/usr/nothing")).isEmpty();
    }

    @Test
    void isTheMongodOnThePath() throws IOException {
        Path mongod = executable("bin");

        assertThat(MongoEngine.mongod(settings(), dataDir, "/nowhere:" + folder.resolve("bin")))
                .contains(mongod);
    }

    @Test
    void isTheConfiguredMongodBeforeTheOneOnThePath() throws IOException {
        Path configured = executable("opt");
        executable("bin");

        assertThat(
                        MongoEngine.mongod(
                                settings("NIGHTSHIFT_MONGOD", configured.toString()),
                                dataDir,
                                folder.resolve("bin").toString()))
                .contains(configured);
    }

    @Test
    void aConfiguredMongodThatCannotBeExecutedIsRefused() {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(
                        () ->
                                MongoEngine.mongod(
                                        settings("NIGHTSHIFT_MONGOD", "/no/mongod"), dataDir, ""))
                .extracting(NightshiftException::code)
                .isEqualTo(FailureCode.BAD_SETTING);
    }

    @Test
    void dataOfTheEmulatorStaysWithTheEmulator() throws IOException {
        Files.createDirectories(dataDir.mongodb());
        Files.writeString(dataDir.mongodb().resolve("nightshift.mv"), "");
        executable("bin");

        assertThat(MongoEngine.mongod(settings(), dataDir, folder.resolve("bin").toString()))
                .isEmpty();
    }

    @Test
    void dataOfAMongodIsNotHiddenBehindAnEmptyEmulator() throws IOException {
        Files.createDirectories(dataDir.mongodb().resolve("mongod"));

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> MongoEngine.mongod(settings(), dataDir, ""))
                .extracting(NightshiftException::code)
                .isEqualTo(FailureCode.STACK_UNAVAILABLE);
    }

    private Path executable(String directory) throws IOException {
        Path file = Files.createDirectories(folder.resolve(directory)).resolve("mongod");
        return Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private Settings settings(String... keyAndValue) {
        return Settings.from(
                keyAndValue.length == 0 ? Map.of() : Map.of(keyAndValue[0], keyAndValue[1]));
    }
}
