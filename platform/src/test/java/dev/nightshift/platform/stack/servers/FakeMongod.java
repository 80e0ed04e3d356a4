package dev.nightshift.platform.stack.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a new {@code mongod} with a replica set's name answers until it is initiated, and what it
 * does with its configuration file, as MongoDB documents it; no database. Runs in a process of its
 * own, as a {@code mongod} does.
 */
public final class FakeMongod {
    private static final int NOT_YET_INITIALIZED = 94;

    private FakeMongod() {}

    /** A folder's executable {@code mongod} that runs this class. */
    static Path plantedIn(Path folder) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return executable(
                folder.resolve("mongod"),
                "exec '%s' -cp '%s' %s \"$@\""
                        .formatted(
                                java,
                                System.getProperty("java.class.path"),
                                FakeMongod.class.getName()));
    }

    static Path executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** A server that waits to be initiated, then is the primary of its own set. */
    public static ScriptedMongo uninitiated(int port) {
        ScriptedMongo mongo = new ScriptedMongo(port);
        mongo.answer("hello", () -> Map.of("isWritablePrimary", false));
        mongo.answer(
                "replSetGetStatus",
                () -> {
                    throw ScriptedMongo.error(
                            NOT_YET_INITIALIZED, "no replset config has been received");
                });
        mongo.answer(
                "replSetInitiate",
                () -> {
                    becomePrimary(mongo);
                    return Map.of();
                });
        return withStatus(mongo, "");
    }

    /** A server with its user, whose replica set knows it by another port. */
    public static ScriptedMongo moved(String password) {
        ScriptedMongo mongo = new ScriptedMongo();
        mongo.answer("hello", () -> Map.of("isWritablePrimary", false));
        mongo.answer(
                "replSetGetStatus",
                () -> {
                    throw ScriptedMongo.error(93, "Our replica set config is invalid");
                });
        mongo.answer(
                "replSetGetConfig",
                () ->
                        Map.of(
                                "config",
                                Map.of(
                                        "_id",
                                        "nightshift",
                                        "version",
                                        7,
                                        "members",
                                        List.of(Map.of("_id", 0, "host", "127.0.0.1:1")))));
        mongo.answer(
                "replSetReconfig",
                () -> {
                    becomePrimary(mongo);
                    return Map.of();
                });
        return withStatus(mongo, password);
    }

    private static void becomePrimary(ScriptedMongo mongo) {
        mongo.answer("hello", () -> Map.of("isWritablePrimary", true));
    }

    private static ScriptedMongo withStatus(ScriptedMongo mongo, String password) {
        mongo.asksForALogin(password);
        mongo.answer(
                "serverStatus", () -> Map.of("connections", Map.of("current", mongo.clients())));
        return mongo.answer("buildInfo", () -> Map.of("version", "8.0.4"));
    }

    /** {@code --config FILE}. */
    public static void main(String[] arguments) throws Exception {
        String configuration = Files.readString(Path.of(arguments[1]));
        Files.writeString(
                Path.of(setting(configuration, "pidFilePath: '(.*)'")),
                ProcessHandle.current().pid() + "\n");
        Path key = Path.of(setting(configuration, "keyFile: '(.*)'"));
        if (!Files.readString(key).matches("[A-Za-z0-9+/=]{6,1024}")) {
            throw new IllegalArgumentException("no key is in " + key);
        }
        ScriptedMongo mongo = uninitiated(Integer.parseInt(setting(configuration, "port: (\\d+)")));
        Runtime.getRuntime().addShutdownHook(new Thread(mongo::close));
    }

    private static String setting(String configuration, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(configuration);
        if (!found.find()) {
            throw new IllegalArgumentException("the configuration has no " + pattern);
        }
        return found.group(1);
    }
}
