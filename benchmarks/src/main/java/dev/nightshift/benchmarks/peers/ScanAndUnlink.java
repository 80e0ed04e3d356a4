package dev.nightshift.benchmarks.peers;

import dev.nightshift.benchmarks.harness.Program;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code redis-cli --scan --pattern P | xargs -n 1000 redis-cli unlink}: the programs themselves
 * where they are on the PATH, and what they say to a server: SCAN with its default COUNT of 10, and
 * for each thousand keys a new connection with one UNLINK. The latter starts no process, which the
 * programs do for each thousand.
 */
public final class ScanAndUnlink {
    private static final int PIECE = 1_000;

    private ScanAndUnlink() {}

    /** Whether {@code redis-cli} is on the PATH. */
    public static boolean programs() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, "redis-cli"))) {
                return true;
            }
        }
        return false;
    }

    /** Removes all keys that match the pattern, by the programs. */
    public static void byPrograms(String uri, String pattern, Path folder)
            throws IOException, InterruptedException {
        URI parsed = URI.create(uri);
        String user = parsed.getUserInfo();
        Map<String, String> environment = new HashMap<>();
        if (user != null) {
            environment.put("REDISCLI_AUTH", user.substring(user.indexOf(':') + 1));
        }
        environment.put("PATTERN", pattern);
        String cli =
                "redis-cli -h %s -p %d -n %s"
                        .formatted(
                                parsed.getHost(),
                                parsed.getPort(),
                                parsed.getPath().length() > 1
                                        ? parsed.getPath().substring(1)
                                        : "0");
        String line =
                "%s --scan --pattern \"$PATTERN\" | xargs -n %d %s unlink"
                        .formatted(cli, PIECE, cli);
        new Program(List.of("sh", "-c", line), environment, folder).run();
    }

    /** Removes all keys that match the pattern, by the conversation alone. */
    public static void byConversation(String uri, String pattern) throws IOException {
        List<String> found = new ArrayList<>(List.of("UNLINK"));
        try (RedisWire scan = new RedisWire(uri)) {
            String cursor = "0";
            do {
                List<String> page = scan.call("SCAN", cursor, "MATCH", pattern);
                cursor = page.getFirst();
                for (String key : page.subList(1, page.size())) {
                    found.add(key);
                    if (found.size() > PIECE) {
                        unlink(uri, found);
                    }
                }
            } while (!cursor.equals("0"));
        }
        unlink(uri, found);
    }

    private static void unlink(String uri, List<String> command) throws IOException {
        if (command.size() > 1) {
            try (RedisWire wire = new RedisWire(uri)) {
                wire.send(command);
                wire.answer();
            }
            command.subList(1, command.size()).clear();
        }
    }
}
