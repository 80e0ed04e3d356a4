package dev.nightshift.platform.stack;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The stores of an installation as a command sees them: the configured ones, and for the rest the
 * embedded servers, which live in one background process per data dir. Thread-safe; any number of
 * processes may use it at once.
 */
public final class Stack {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(10);

    private final Settings settings;
    private final DataDir dataDir;
    private final Duration idleLimit;

    /** The stack of these settings' data dir. */
    public Stack(Settings settings) {
        this(settings, IDLE_LIMIT);
    }

    Stack(Settings settings, Duration idleLimit) {
        this.settings = settings;
        this.dataDir = new DataDir(settings.dataDir());
        this.idleLimit = idleLimit;
    }

    /**
     * Where the stores are; starts the background process when one of them is embedded and it does
     * not run yet.
     *
     * @throws NightshiftException STACK_UNAVAILABLE or DISK_FULL when the servers do not start
     */
    public Endpoints endpoints() {
        Set<StoreKind> embedded = embedded();
        if (embedded.isEmpty()) {
            return StackEndpoints.of(settings, Optional.empty());
        }
        return StackEndpoints.of(settings, Optional.of(serving(embedded)));
    }

    private Set<StoreKind> embedded() {
        Set<StoreKind> embedded = EnumSet.noneOf(StoreKind.class);
        if (settings.mongodbUri().isEmpty()) {
            embedded.add(StoreKind.MONGODB);
        }
        if (settings.redisUri().isEmpty()) {
            embedded.add(StoreKind.REDIS);
        }
        if (settings.jdbcUrl().isEmpty()) {
            embedded.add(StoreKind.RELATIONAL);
        }
        return embedded;
    }

    private StackFile serving(Set<StoreKind> kinds) {
        try {
            Optional<StackFile> running = running();
            if (running.isEmpty()) {
                dataDir.prepare();
                running = Optional.of(startOnce(kinds));
            }
            return usable(running.get(), kinds);
        } catch (IOException e) {
            throw unavailable("The state of the embedded servers cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("Interrupted while the embedded servers started", e);
        }
    }

    private StackFile startOnce(Set<StoreKind> kinds) throws IOException, InterruptedException {
        StackLock startLock = startLock();
        try {
            Optional<StackFile> startedByAnother = running();
            return startedByAnother.isPresent() ? startedByAnother.get() : start(kinds);
        } finally {
            startLock.close();
        }
    }

    private StackLock startLock() throws IOException {
        return StackLock.take(dataDir.startLock(), START_LIMIT)
                .orElseThrow(
                        () -> unavailable("Another command is still starting the servers", null));
    }

    private StackFile start(Set<StoreKind> kinds) throws IOException, InterruptedException {
        Optional<Path> mongod =
                kinds.contains(StoreKind.MONGODB)
                        ? MongoEngine.mongod(
                                settings, dataDir, System.getenv().getOrDefault("PATH", ""))
                        : Optional.empty();
        Files.deleteIfExists(dataDir.failureFile());
        Process process = StackLauncher.launch(dataDir, kinds, idleLimit, mongod);
        long begin = System.nanoTime();
        while (true) {
            boolean ended = process.waitFor(10, TimeUnit.MILLISECONDS);
            Optional<StackFile> ready =
                    StackFile.read(dataDir.stackFile()).filter(file -> file.pid() == process.pid());
            if (ready.isPresent()) {
                return ready.get();
            }
            if (ended) {
                throw StackFailure.read(dataDir.failureFile())
                        .map(StackFailure::toException)
                        .orElseGet(() -> unavailable("The embedded servers did not start", null));
            }
            if (System.nanoTime() - begin > START_LIMIT.toNanos()) {
                // Left alone: it may be reading large data, and would begin anew each time.
                throw unavailable(
                        "The embedded servers are still starting after two minutes (process %d)"
                                .formatted(process.pid()),
                        null);
            }
        }
    }

    private StackFile usable(StackFile file, Set<StoreKind> kinds) {
        String wrong =
                file.protocol() != StackFile.PROTOCOL
                        ? "belong to another version of Nightshift"
                        : kinds.stream().allMatch(kind -> file.store(kind).isPresent())
                                ? ""
                                : "were started with other settings";
        if (wrong.isEmpty()) {
            return file;
        }
        throw new NightshiftException(
                FailureCode.STACK_UNAVAILABLE,
                "The embedded servers of %s %s.".formatted(dataDir.root(), wrong),
                "Run 'nightshift stack stop' when no other command uses them, then try again.");
    }

    private NightshiftException unavailable(String message, @Nullable Exception cause) {
        return new NightshiftException(
                FailureCode.STACK_UNAVAILABLE,
                "%s (data dir %s).".formatted(message, dataDir.root()),
                "See %s, or run 'nightshift doctor'.".formatted(dataDir.log()),
                cause);
    }

    // The lock says whether the process lives; what it left behind when it was killed does not.
    private Optional<StackFile> running() throws IOException {
        if (!Files.isDirectory(dataDir.stack())) {
            return Optional.empty();
        }
        Optional<StackFile> file = StackFile.read(dataDir.stackFile());
        return file.isPresent() && StackLock.isHeld(dataDir.processLock())
                ? file
                : Optional.empty();
    }

    /** The running background process; empty when none runs. */
    public Optional<StackStatus> status() {
        try {
            return running()
                    .map(
                            file ->
                                    new StackStatus(
                                            file.pid(),
                                            file.startedAt(),
                                            dataDir.root(),
                                            engine(file, StoreKind.MONGODB),
                                            engine(file, StoreKind.REDIS),
                                            engine(file, StoreKind.RELATIONAL),
                                            dataDir.log()));
        } catch (IOException e) {
            throw unavailable("The state of the embedded servers cannot be read", e);
        }
    }

    private static Optional<String> engine(StackFile file, StoreKind kind) {
        return file.store(kind).map(StackFile.Store::engine);
    }

    /** Files of a process that was killed; the next start clears them away. */
    public List<Path> leftovers() {
        try {
            boolean left = Files.exists(dataDir.stackFile()) && running().isEmpty();
            return left ? List.of(dataDir.stackFile()) : List.of();
        } catch (IOException e) {
            throw unavailable("The state of the embedded servers cannot be read", e);
        }
    }

    /**
     * Stops the background process and waits for it; false when none runs.
     *
     * @throws NightshiftException STACK_UNAVAILABLE when it does not stop
     */
    public boolean stop() {
        try {
            Optional<ProcessHandle> process =
                    running().flatMap(file -> ProcessHandle.of(file.pid()));
            if (process.isEmpty()) {
                return false;
            }
            process.get().destroy();
            process.get().onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw unavailable("The embedded servers do not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("Interrupted while the embedded servers stopped", e);
        }
    }
}
