package dev.nightshift.platform.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

class StackLauncherTest {
    @AfterEach
    void forgetTheCache() {
        System.clearProperty("nightshift.aot");
    }

    @Test
    void namesTheDataDirTheStoresAndTheMongod() {
        assertThat(commandLine())
                .contains("-Dh2.bindAddress=127.0.0.1")
                .endsWith(
                        StackProcess.class.getName(),
                        "/data",
                        "MONGODB,REDIS",
                        "600",
                        "/opt/mongod")
                .noneMatch(argument -> argument.startsWith("-XX:AOTCache"));
    }

    @Test
    void usesTheCacheThatItsStarterNames() {
        System.setProperty("nightshift.aot", "/cache/nightshift.aot");

        assertThat(commandLine()).contains("-XX:AOTCache=/cache/nightshift.aot");
    }

    private static List<String> commandLine() {
        return StackLauncher.commandLine(
                new DataDir(Path.of("/data")),
                EnumSet.of(StoreKind.REDIS, StoreKind.MONGODB),
                Duration.ofMinutes(10),
                Optional.of(Path.of("/opt/mongod")));
    }
}
