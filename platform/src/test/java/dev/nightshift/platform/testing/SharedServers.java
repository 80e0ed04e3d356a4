package dev.nightshift.platform.testing;

import dev.nightshift.platform.stack.emulator.MongoEmulator;
import dev.nightshift.platform.stack.servers.EmbeddedRedis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The servers of this JVM's tests, started once and stopped by a shutdown hook. */
final class SharedServers {
    private static final class Holder {
        static final SharedServers INSTANCE = new SharedServers();
    }

    private final Path folder;
    private final MongoEmulator mongo;
    private final EmbeddedRedis redis;

    private SharedServers() {
        try {
            folder = Files.createTempDirectory("nightshift-test-");
            mongo = MongoEmulator.start(folder.resolve("mongo.mv"));
            redis =
                    EmbeddedRedis.start(
                            folder.resolve("redis"),
                            Path.of(System.getProperty("java.io.tmpdir"), "nightshift-test-bin"),
                            "only-for-tests");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-test-servers"));
    }

    static SharedServers instance() {
        return Holder.INSTANCE;
    }

    /** Differs from every other test JVM's, for servers that outlive it. */
    String name() {
        return "test_" + ProcessHandle.current().pid();
    }

    Path folder() {
        return folder;
    }

    String mongodbUri() {
        return mongo.uri();
    }

    String redisUri() {
        return redis.uri();
    }

    private void stop() {
        redis.close();
        mongo.close();
        try {
            delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path dir, @org.jspecify.annotations.Nullable IOException e)
                            throws IOException {
                        Files.delete(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
