package dev.nightshift.platform.stack.servers;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.mongo.replicaset.Login;
import dev.nightshift.platform.mongo.replicaset.SingleMember;
import dev.nightshift.platform.stack.accounts.LocalAccounts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@code mongod} child process as the only member of a replica set on loopback, as
 * https://www.mongodb.com/docs/manual/reference/configuration-options/ documents it. Thread-safe.
 */
public final class MongodReplicaSet implements AutoCloseable {
    static final String NAME = "nightshift";
    private static final String USER = "nightshift";
    private static final Duration START_LIMIT = Duration.ofSeconds(40);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final SingleMember member;
    private final int port;
    private final Login login;

    private MongodReplicaSet(Process process, SingleMember member, int port, Login login) {
        this.process = process;
        this.member = member;
        this.port = port;
        this.login = login;
    }

    /**
     * Serves the databases in {@code dir}.
     *
     * @param password of its only user; letters and digits
     * @param key what its members would know each other by; as a real one it asks for a login only
     *     where it has one. Letters and digits
     * @param before the port to take where it is free; 0 for any
     * @throws NightshiftException STACK_UNAVAILABLE when the server does not start
     */
    public static MongodReplicaSet start(
            Path dir, Path binary, String password, String key, int before)
            throws IOException, InterruptedException {
        PrivateFiles.directory(dir);
        Path data = PrivateFiles.directory(dir.resolve("mongod"));
        Orphan.stop(dir.resolve("mongod.pid"), binary, STOP_LIMIT);
        int port = FreePort.again(before);
        Path configuration = dir.resolve("mongod.conf");
        PrivateFiles.write(configuration, configuration(dir, data, port));
        PrivateFiles.write(keyFile(dir), key);
        Path log = PrivateFiles.file(dir.resolve("mongod.log"));
        Process process =
                new ProcessBuilder(commandLine(binary, configuration))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        Login login = new Login(USER, password);
        LocalAccounts accounts = LocalAccounts.ofThisMachine();
        try {
            // The first that it is told is the password: another that took the port is not.
            SingleMember member =
                    SingleMember.awaitPrimary(
                            NAME,
                            port,
                            login,
                            START_LIMIT,
                            () -> process.isAlive() && accounts.trust(port));
            return new MongodReplicaSet(process, member, port, login);
        } catch (RuntimeException e) {
            process.destroy();
            throw new NightshiftException(
                    FailureCode.STACK_UNAVAILABLE,
                    "The MongoDB of %s did not start; %s says why.".formatted(binary, log),
                    "Mend it, or set NIGHTSHIFT_MONGODB_URI to a MongoDB of your own.",
                    e);
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    static List<String> commandLine(Path binary, Path configuration) {
        return List.of(binary.toString(), "--config", configuration.toAbsolutePath().toString());
    }

    static String configuration(Path dir, Path data, int port) {
        return """
        net:
          bindIp: 127.0.0.1
          port: %d
          unixDomainSocket:
            enabled: false
        storage:
          dbPath: %s
        security:
          authorization: enabled
          keyFile: %s
        replication:
          replSetName: %s
          oplogSizeMB: 1024
        processManagement:
          pidFilePath: %s
        """
                .formatted(
                        port,
                        quoted(data.toAbsolutePath()),
                        quoted(keyFile(dir.toAbsolutePath())),
                        NAME,
                        quoted(dir.toAbsolutePath().resolve("mongod.pid")));
    }

    private static Path keyFile(Path dir) {
        return dir.resolve("mongod.key");
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    /** {@code mongodb://}, password included, with the replica set and the database. */
    public String uri() {
        return "mongodb://%s:%s@127.0.0.1:%d/nightshift?replicaSet=%s&authSource=admin"
                .formatted(login.user(), login.password(), port, NAME);
    }

    /** What serves. */
    public String engine() {
        return "mongod %s, replica set of one".formatted(member.version());
    }

    /** Connections of clients. */
    public int clients() {
        return member.clients();
    }

    @Override
    public void close() {
        member.close();
        process.destroy(); // SIGTERM is mongod's clean shutdown
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
