package dev.nightshift.platform.settings;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The service's settings, read once from the environment. Secrets are inside the URIs, so this is
 * never printed.
 *
 * @param dataDir the embedded servers' data, logs, spool and queue; created on first use
 * @param mongodbUri a MongoDB to use instead of the embedded one
 * @param redisUri a Redis to use instead of the embedded one
 * @param jdbcUrl a relational store to use instead of the embedded one
 * @param mongod a {@code mongod} binary for the embedded stack
 * @param inboxDir where {@code import inbox} looks: one folder per company
 * @param vendorsDir vendor files beside the shipped ones
 * @param keySpacesDir files of key spaces beside the shipped ones
 * @param registryDir files of the emit registry beside the shipped ones
 * @param alertsConfig whom alerts reach and how; nobody while there is no such file
 * @param schedules rows of the table of schedules beside the shipped ones
 * @param takeUpRuns whether {@code serve} goes on with runs whose process died
 * @param httpAddress where {@code serve} answers; loopback unless told otherwise
 * @param httpPort the port there; 0 takes any that is free
 * @param webhookUrl where failed webhook events are sent again
 * @param webhookToken sent there as {@code Authorization: Bearer}
 * @param environment name of the installation in logs and Sentry
 * @param sentryDsn where errors are reported
 */
public record Settings(
        Path dataDir,
        Optional<String> mongodbUri,
        Optional<String> redisUri,
        Optional<String> jdbcUrl,
        Optional<Path> mongod,
        Path inboxDir,
        Path vendorsDir,
        Path keySpacesDir,
        Optional<Path> registryDir,
        Path alertsConfig,
        Optional<Path> schedules,
        boolean takeUpRuns,
        String httpAddress,
        int httpPort,
        Optional<String> webhookUrl,
        Optional<String> webhookToken,
        String environment,
        Optional<String> sentryDsn) {
    /** Variables that the launcher and the tests read; they are known, but mean nothing here. */
    private static final Set<String> OTHER_KEYS =
            Set.of(
                    "NIGHTSHIFT_JAVA",
                    "NIGHTSHIFT_JAVA_OPTS",
                    "NIGHTSHIFT_HOME",
                    "NIGHTSHIFT_TEST_MONGODB_URI");

    static final Set<String> KEYS =
            Set.of(
                    "NIGHTSHIFT_DATA_DIR",
                    "NIGHTSHIFT_MONGODB_URI",
                    "NIGHTSHIFT_REDIS_URI",
                    "NIGHTSHIFT_JDBC_URL",
                    "NIGHTSHIFT_MONGOD",
                    "NIGHTSHIFT_INBOX_DIR",
                    "NIGHTSHIFT_VENDORS_DIR",
                    "NIGHTSHIFT_KEY_SPACES_DIR",
                    "NIGHTSHIFT_ALERTS_CONFIG",
                    "NIGHTSHIFT_REGISTRY_DIR",
                    "NIGHTSHIFT_SCHEDULES",
                    "NIGHTSHIFT_TAKE_UP_RUNS",
                    "NIGHTSHIFT_HTTP_ADDRESS",
                    "NIGHTSHIFT_HTTP_PORT",
                    "NIGHTSHIFT_WEBHOOK_URL",
                    "NIGHTSHIFT_WEBHOOK_TOKEN",
                    "NIGHTSHIFT_ENVIRONMENT",
                    "SENTRY_DSN");

    /**
     * Reads the settings from variables such as {@link System#getenv()}.
     *
     * @throws NightshiftException BAD_SETTING for an unknown variable or a malformed value
     */
    public static Settings from(Map<String, String> environment) {
        refuseUnknown(environment);
        Path dataDir = Path.of(value(environment, "NIGHTSHIFT_DATA_DIR").orElse(".nightshift"));
        Optional<String> mongodbUri = value(environment, "NIGHTSHIFT_MONGODB_URI");
        mongodbUri.ifPresent(
                uri ->
                        requireScheme(
                                "NIGHTSHIFT_MONGODB_URI", uri, "mongodb://", "mongodb+srv://"));
        Optional<String> redisUri = value(environment, "NIGHTSHIFT_REDIS_URI");
        redisUri.ifPresent(
                uri -> requireScheme("NIGHTSHIFT_REDIS_URI", uri, "redis://", "rediss://"));
        Optional<String> jdbcUrl = value(environment, "NIGHTSHIFT_JDBC_URL");
        jdbcUrl.ifPresent(Settings::requireDatabase);
        Optional<String> webhookUrl = value(environment, "NIGHTSHIFT_WEBHOOK_URL");
        webhookUrl.ifPresent(Settings::requireAddress);
        return new Settings(
                dataDir.toAbsolutePath().normalize(),
                mongodbUri,
                redisUri,
                jdbcUrl,
                value(environment, "NIGHTSHIFT_MONGOD").map(Path::of),
                Path.of(value(environment, "NIGHTSHIFT_INBOX_DIR").orElse("inbox"))
                        .toAbsolutePath()
                        .normalize(),
                value(environment, "NIGHTSHIFT_VENDORS_DIR")
                        .map(Path::of)
                        .orElse(dataDir.resolve("vendors"))
                        .toAbsolutePath()
                        .normalize(),
                value(environment, "NIGHTSHIFT_KEY_SPACES_DIR")
                        .map(Path::of)
                        .orElse(dataDir.resolve("key-spaces"))
                        .toAbsolutePath()
                        .normalize(),
                value(environment, "NIGHTSHIFT_REGISTRY_DIR")
                        .map(dir -> Path.of(dir).toAbsolutePath().normalize()),
                value(environment, "NIGHTSHIFT_ALERTS_CONFIG")
                        .map(Path::of)
                        .orElse(dataDir.resolve("alerts.json"))
                        .toAbsolutePath()
                        .normalize(),
                value(environment, "NIGHTSHIFT_SCHEDULES")
                        .map(file -> Path.of(file).toAbsolutePath().normalize()),
                isOn(
                        "NIGHTSHIFT_TAKE_UP_RUNS",
                        value(environment, "NIGHTSHIFT_TAKE_UP_RUNS").orElse("true")),
                value(environment, "NIGHTSHIFT_HTTP_ADDRESS").orElse("127.0.0.1"),
                port(value(environment, "NIGHTSHIFT_HTTP_PORT").orElse("8391")),
                webhookUrl,
                value(environment, "NIGHTSHIFT_WEBHOOK_TOKEN"),
                value(environment, "NIGHTSHIFT_ENVIRONMENT").orElse("local"),
                value(environment, "SENTRY_DSN"));
    }

    /**
     * The same settings with another data dir. What is inside the old one moves with it.
     *
     * @param dataDir relative to the working directory, or absolute
     */
    public Settings withDataDir(Path dataDir) {
        Path moved = dataDir.toAbsolutePath().normalize();
        return new Settings(
                moved,
                mongodbUri,
                redisUri,
                jdbcUrl,
                mongod,
                inboxDir,
                moved(vendorsDir, moved),
                moved(keySpacesDir, moved),
                registryDir,
                moved(alertsConfig, moved),
                schedules,
                takeUpRuns,
                httpAddress,
                httpPort,
                webhookUrl,
                webhookToken,
                environment,
                sentryDsn);
    }

    private Path moved(Path path, Path to) {
        return path.startsWith(dataDir) ? to.resolve(dataDir.relativize(path)) : path;
    }

    /** Names nothing but the data dir: URIs hold secrets. */
    @Override
    public String toString() {
        return "Settings[dataDir=" + dataDir + "]";
    }

    private static void refuseUnknown(Map<String, String> environment) {
        Set<String> unknown = new TreeSet<>(environment.keySet());
        unknown.removeIf(
                key ->
                        !key.startsWith("NIGHTSHIFT_")
                                || KEYS.contains(key)
                                || OTHER_KEYS.contains(key));
        if (!unknown.isEmpty()) {
            throw new NightshiftException(
                    FailureCode.BAD_SETTING,
                    "Unknown setting %s in the environment.".formatted(String.join(", ", unknown)),
                    "See .env.example for every setting, or unset it.");
        }
    }

    private static Optional<String> value(Map<String, String> environment, String key) {
        return Optional.ofNullable(environment.get(key))
                .map(String::strip)
                .filter(v -> !v.isEmpty());
    }

    private static boolean isOn(String key, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new NightshiftException(
                            FailureCode.BAD_SETTING,
                            "%s must be true or false.".formatted(key),
                            "Correct it, or unset it for true.");
        };
    }

    private static int port(String text) {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new NightshiftException(
                FailureCode.BAD_SETTING,
                "NIGHTSHIFT_HTTP_PORT must be a number from 0 to 65535.",
                "Correct it, or unset it for 8391.");
    }

    private static void requireAddress(String url) {
        boolean usable;
        try {
            URI address = new URI(url);
            String scheme = String.valueOf(address.getScheme());
            usable = List.of("http", "https").contains(scheme) && address.getHost() != null;
        } catch (URISyntaxException malformed) {
            usable = false;
        }
        if (!usable) {
            throw new NightshiftException(
                    FailureCode.BAD_SETTING,
                    "NIGHTSHIFT_WEBHOOK_URL must be an http:// or https:// address with a host.",
                    "Correct it, or unset it: then failed webhook events are not sent again.");
        }
    }

    // The driver would print the whole URL, password included, where it misses the slash.
    private static void requireDatabase(String url) {
        requireScheme("NIGHTSHIFT_JDBC_URL", url, "jdbc:postgresql:", "jdbc:h2:");
        if (url.startsWith("jdbc:postgresql://") && !url.matches("jdbc:postgresql://[^/?]*/.*")) {
            throw new NightshiftException(
                    FailureCode.BAD_SETTING,
                    "NIGHTSHIFT_JDBC_URL has no / after the host.",
                    "Write it as jdbc:postgresql://HOST:PORT/DATABASE, then ? and the rest.");
        }
    }

    private static void requireScheme(String key, String value, String... schemes) {
        for (String scheme : schemes) {
            if (value.startsWith(scheme)) {
                return;
            }
        }
        throw new NightshiftException(
                FailureCode.BAD_SETTING,
                "%s must start with %s.".formatted(key, String.join(" or ", schemes)),
                "Correct it, or unset it to use the embedded server.");
    }
}
