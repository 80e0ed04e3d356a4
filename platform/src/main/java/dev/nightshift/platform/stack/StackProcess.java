package dev.nightshift.platform.stack;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.DiskFull;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The background process that holds the embedded servers: started by {@link Stack}, ended by
 * SIGTERM or by nobody having been connected for long enough.
 */
public final class StackProcess {
    private static final Logger log = LoggerFactory.getLogger(StackProcess.class);
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final DataDir dataDir;
    private final IdleWatch idle;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private StackProcess(DataDir dataDir, InstantSource clock, Duration idleLimit) {
        this.dataDir = dataDir;
        this.idle = new IdleWatch(clock, idleLimit);
    }

    /**
     * Serves until it is stopped.
     *
     * @param arguments data dir, stores (comma-separated kinds), seconds of idleness, and a mongod
     *     binary when there is one
     */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        SessionLeader.become();
        DataDir dataDir = new DataDir(Path.of(arguments[0]));
        Set<StoreKind> kinds =
                Arrays.stream(arguments[1].split(","))
                        .map(StoreKind::valueOf)
                        .collect(Collectors.toSet());
        Duration idleLimit = Duration.ofSeconds(Long.parseLong(arguments[2]));
        Optional<Path> mongod =
                arguments.length > 3 ? Optional.of(Path.of(arguments[3])) : Optional.empty();
        StackProcess process = new StackProcess(dataDir, InstantSource.system(), idleLimit);
        // The hook runs on SIGTERM; the JVM ends when it returns.
        Runtime.getRuntime().addShutdownHook(new Thread(process::stop, "stack-stop"));
        System.exit(process.serve(kinds, mongod));
    }

    private int serve(Set<StoreKind> kinds, Optional<Path> mongod) {
        try {
            StackLock lock = lock();
            try {
                serveLocked(kinds, mongod);
            } finally {
                lock.close();
            }
            log.atInfo().log("stack stopped");
            return 0;
        } catch (NightshiftException e) {
            return fail(e);
        } catch (IOException | RuntimeException e) {
            return fail(startFailure(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            stopped.countDown();
        }
    }

    private void serveLocked(Set<StoreKind> kinds, Optional<Path> mongod)
            throws IOException, InterruptedException {
        Files.deleteIfExists(dataDir.stackFile());
        Files.deleteIfExists(dataDir.failureFile());
        try (StackServers servers = StackServers.start(dataDir, kinds, mongod)) {
            Announcement announcement = announce(servers);
            try {
                watch(servers, announcement);
            } finally {
                // First of all: a command that comes now starts the next process, which waits for
                // this one, instead of meeting servers that are going.
                announcement.withdraw();
            }
        }
    }

    private NightshiftException startFailure(Exception cause) {
        return DiskFull.in(cause)
                ? new NightshiftException(
                        FailureCode.DISK_FULL,
                        "The disk of the data dir %s is full.".formatted(dataDir.root()),
                        "Make room and try again.",
                        cause)
                : new NightshiftException(
                        FailureCode.STACK_UNAVAILABLE,
                        "The embedded servers of %s did not start.".formatted(dataDir.root()),
                        "%s says why.".formatted(dataDir.log()),
                        cause);
    }

    private StackLock lock() throws IOException {
        return StackLock.take(dataDir.processLock(), LOCK_LIMIT)
                .orElseThrow(
                        () ->
                                new NightshiftException(
                                        FailureCode.STACK_UNAVAILABLE,
                                        "Another process serves %s.".formatted(dataDir.root()),
                                        "It is starting or ending; try again."));
    }

    private Announcement announce(StackServers servers) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        StackFile file =
                new StackFile(
                        StackFile.PROTOCOL,
                        self.pid(),
                        InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS),
                        servers.stores());
        Announcement announcement = Announcement.write(dataDir, file);
        log.atInfo().addKeyValue("stores", servers.stores()).log("stack ready");
        return announcement;
    }

    private void watch(StackServers servers, Announcement announcement)
            throws InterruptedException {
        while (!stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!announcement.stands()) {
                log.atError().log("stack stops: its data dir was removed");
                return;
            }
            servers.repair();
            if (servers.isBroken()) {
                log.atError().log("stack stops: its files cannot be written");
                return;
            }
            if (idle.isOver(servers.clients())) {
                log.atInfo().log("stack stops: nobody has been connected for long");
                return;
            }
        }
    }

    private int fail(NightshiftException failure) {
        log.atError().setCause(failure).log("stack failed");
        try {
            StackFailure.of(failure).write(dataDir.failureFile());
        } catch (IOException e) {
            log.atError().setCause(e).log("the failure could not be passed on");
        }
        return failure.code().exitCode();
    }

    private void stop() {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
