package dev.nightshift.drills.faults;

import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.mongo.replicaset.ReplicaSetControl;
import dev.nightshift.platform.redis.RedisControl;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Heals a fault whose process has died. */
public final class Undo {
    private static final String KIND = "kind";
    private static final String URI = "uri";
    private static final String DIR = "dir";
    private static final String NOTHING = "nothing";
    private static final String END_SERVERS = "end-servers";
    private static final String REDIS_UNPAUSE = "redis-unpause";
    private static final String MONGO_UNFREEZE = "mongo-unfreeze";
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Undo() {}

    /** For a fault that ends with the process that did it, as all that its proxies do. */
    public static Map<String, String> nothing() {
        return Map.of(KIND, NOTHING);
    }

    /** Whether it is {@link #nothing()}. */
    public static boolean isNothing(Map<String, String> undo) {
        return undo.getOrDefault(KIND, NOTHING).equals(NOTHING);
    }

    /** For servers that a process started for itself, with their files below a folder: they end. */
    public static Map<String, String> endServers(Path dir) {
        return Map.of(KIND, END_SERVERS, DIR, dir.toAbsolutePath().normalize().toString());
    }

    /** For a Redis whose clients are paused. */
    public static Map<String, String> redisUnpause(String uri) {
        return Map.of(KIND, REDIS_UNPAUSE, URI, uri);
    }

    /** For a primary that stepped down and may not be elected for a while. */
    public static Map<String, String> mongoUnfreeze(String uri) {
        return Map.of(KIND, MONGO_UNFREEZE, URI, uri);
    }

    /**
     * Heals the fault; a second time changes nothing.
     *
     * @param undo what the target said undoes it
     * @throws IllegalArgumentException when it is something else
     * @throws dev.nightshift.platform.failure.NightshiftException when the server that it is about
     *     does not answer
     */
    public static void run(Map<String, String> undo) {
        String kind = undo.getOrDefault(KIND, NOTHING);
        switch (kind) {
            case NOTHING -> {}
            case END_SERVERS -> end(Path.of(of(undo, DIR)));
            case REDIS_UNPAUSE -> {
                try (RedisControl redis = RedisControl.open(of(undo, URI), LONGEST_PAUSE)) {
                    redis.unpause();
                }
            }
            case MONGO_UNFREEZE -> {
                try (ReplicaSetControl set =
                        ReplicaSetControl.open(of(undo, URI), AddressMap.none(), PATIENCE)) {
                    set.unfreeze();
                }
            }
            default -> throw new IllegalArgumentException("no such undo: " + kind);
        }
    }

    private static String of(Map<String, String> undo, String entry) {
        String value = undo.get(entry);
        if (value == null) {
            throw new IllegalArgumentException("an undo without its " + entry);
        }
        return value;
    }

    /** Whether a server of a process runs with its files below a folder. */
    public static boolean isUsed(Path dir) {
        return !servers(dir.toAbsolutePath().normalize()).isEmpty();
    }

    // The executable or the data is in the folder, which belongs to one lab.
    private static List<ProcessHandle> servers(Path dir) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> isIn(dir, process.info()))
                .toList();
    }

    private static void end(Path dir) {
        List<ProcessHandle> servers = servers(dir);
        servers.forEach(ProcessHandle::destroyForcibly);
        // Their files may go once they are gone.
        CompletableFuture<?>[] ends =
                servers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ends)
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static boolean isIn(Path dir, ProcessHandle.Info process) {
        return Stream.concat(
                        process.command().stream(),
                        process.arguments().stream().flatMap(Arrays::stream))
                .anyMatch(word -> word.startsWith(dir + File.separator));
    }
}
