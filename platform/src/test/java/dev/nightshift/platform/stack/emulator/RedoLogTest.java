package dev.nightshift.platform.stack.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class RedoLogTest {
    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void threeCommands() throws IOException {
        file = folder.resolve("log");
        try (RedoLog log = new RedoLog(file)) {
            assertThat(replay(log)).isEmpty();
            log.append(1, "one".getBytes(UTF_8));
            log.append(2, "two".getBytes(UTF_8));
            log.append(3, "three".getBytes(UTF_8));
        }
    }

    @Test
    void repeatsWhatWasAppendedInOrder() throws IOException {
        try (RedoLog log = new RedoLog(file)) {
            assertThat(replay(log)).containsExactly("1 one", "2 two", "3 three");
        }
    }

    @Test
    void aLogCutAtAnyByteRepeatsItsWholeRecordsAndGoesOn() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            List<String> commands;
            try (RedoLog log = new RedoLog(file)) {
                commands = replay(log);
                log.append(9, "more".getBytes(UTF_8));
            }
            assertThat(commands)
                    .isEqualTo(List.of("1 one", "2 two", "3 three").subList(0, commands.size()));
            commands.add("9 more");
            try (RedoLog log = new RedoLog(file)) {
                assertThat(replay(log)).as("cut at %d", cut).isEqualTo(commands);
            }
        }
    }

    @Test
    void aDamagedRecordEndsTheLog() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        try (RedoLog log = new RedoLog(file)) {
            assertThat(replay(log)).containsExactly("1 one", "2 two");
        }
    }

    private static List<String> replay(RedoLog log) throws IOException {
        List<String> commands = new ArrayList<>();
        log.replay((number, command) -> commands.add(number + " " + new String(command, UTF_8)));
        return commands;
    }
}
