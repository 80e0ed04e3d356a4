package dev.nightshift.jobs.keycleanup;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.PlatformContext;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A clean in a process of its own, to be killed. */
final class KeyCleanupProcess {
    private KeyCleanupProcess() {}

    public static void main(String[] args) {
        Endpoints endpoints = new Endpoints(args[0], args[1], args[2], "sa", "", "a test");
        try (MongoStores mongo = MongoStores.open(endpoints.mongodbUri());
                RedisStores redis =
                        RedisStores.open(
                                endpoints.redisUri(), KeyCleanupFixture.PATIENT, System::nanoTime);
                Runs runs =
                        Runs.open(
                                endpoints,
                                List.of(
                                        new KeyCleanupJob(
                                                new Companies(
                                                        mongo.platform(),
                                                        new TenantCache(redis, mongo.platform()),
                                                        () -> KeyCleanupFixture.NOW),
                                                mongo,
                                                redis,
                                                () -> KeySpaces.load(Path.of(args[3])),
                                                (company, alert) -> {},
                                                () -> KeyCleanupFixture.NOW)))) {
            KeyCleanupJob.start(
                    runs.starter(),
                    new PlatformContext("r-1", "test", "tester"),
                    new KeyCleanupRequest(null, "sessions", true, 3_000),
                    RunListener.NONE);
        }
    }

    static Process start(Endpoints endpoints, Path keySpaces) throws IOException {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KeyCleanupProcess.class.getName(),
                                endpoints.mongodbUri(),
                                endpoints.redisUri(),
                                endpoints.jdbcUrl(),
                                keySpaces.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
