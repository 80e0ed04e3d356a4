package dev.nightshift.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class SettingsTest {
    /** Read by the launcher, and of use to whoever installs the service. */
    private static final Set<String> LAUNCHER = Set.of("NIGHTSHIFT_JAVA", "NIGHTSHIFT_JAVA_OPTS");

    @Test
    void everyDefaultIsPinned() {
        Path here = Path.of("").toAbsolutePath();

        assertThat(Settings.from(Map.of()))
                .isEqualTo(
                        new Settings(
                                here.resolve(".nightshift"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                here.resolve("inbox"),
                                here.resolve(".nightshift/vendors"),
                                here.resolve(".nightshift/key-spaces"),
                                Optional.empty(),
                                here.resolve(".nightshift/alerts.json"),
                                Optional.empty(),
                                true,
                                "127.0.0.1",
                                8391,
                                Optional.empty(),
                                Optional.empty(),
                                "local",
                                Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://hooks.example", "hooks.example", "https://", "http://a b"})
    void anAddressForWebhooksThatIsNoneIsRefused(String address) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> Settings.from(Map.of("NIGHTSHIFT_WEBHOOK_URL", address)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.BAD_SETTING))
                .withMessageContaining("NIGHTSHIFT_WEBHOOK_URL");
    }

    @Test
    void whatIsNeitherTrueNorFalseIsRefused() {
        assertThat(Settings.from(Map.of("NIGHTSHIFT_TAKE_UP_RUNS", "false")).takeUpRuns())
                .isFalse();
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> Settings.from(Map.of("NIGHTSHIFT_TAKE_UP_RUNS", "no")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.BAD_SETTING))
                .withMessageContaining("NIGHTSHIFT_TAKE_UP_RUNS must be true or false");
    }

    @Test
    void blankValuesAreDefaults() {
        Map<String, String> blank = new HashMap<>();
        Settings.KEYS.forEach(key -> blank.put(key, " "));

        assertThat(Settings.from(blank)).isEqualTo(Settings.from(Map.of()));
    }

    @Test
    void theExampleListsExactlyTheLiveKeysAndEachWithAComment() throws IOException {
        String example = Files.readString(example());
        Set<String> listed =
                Pattern.compile("(?m)^# .*\\n#([A-Z_]+)=\\S")
                        .matcher(example)
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> live = new TreeSet<>(Settings.KEYS);
        live.addAll(LAUNCHER);

        assertThat(listed).isEqualTo(live);
        assertThat(Pattern.compile("(?m)^#?[A-Z_]+=").matcher(example).results().count())
                .as("assignments")
                .isEqualTo(live.size());
    }

    private static Path example() {
        Path inModule = Path.of("../.env.example");
        return Files.exists(inModule) ? inModule : Path.of(".env.example");
    }

    @Test
    void anUnknownKeyIsRefusedByName() {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> Settings.from(Map.of("NIGHTSHIFT_MONGO_URI", "x", "PATH", "y")))
                .satisfies(
                        failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.BAD_SETTING);
                            assertThat(failure.message())
                                    .contains("NIGHTSHIFT_MONGO_URI")
                                    .doesNotContain("PATH");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "NIGHTSHIFT_MONGODB_URI, http://secret@host",
        "NIGHTSHIFT_MONGODB_URI, localhost:27017",
        "NIGHTSHIFT_REDIS_URI, secret@host",
        "NIGHTSHIFT_JDBC_URL, jdbc:mysql://secret@host",
        "NIGHTSHIFT_JDBC_URL, jdbc:postgresql://host:5432?password=secret",
        "NIGHTSHIFT_JDBC_URL, jdbc:postgresql://host?password=a/b"
    })
    void aMalformedAddressIsRefusedWithoutRepeatingIt(String key, String value) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> Settings.from(Map.of(key, value)))
                .satisfies(
                        failure ->
                                assertThat(failure.message()).contains(key).doesNotContain(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://a:1,b:2/nightshift?password=x",
                "jdbc:postgresql:nightshift",
                "jdbc:postgresql:///nightshift",
                "jdbc:postgresql://[::1]:5432/",
                "jdbc:h2:mem:x"
            })
    void anAddressThatTheDriverReadsIsTaken(String url) {
        assertThat(Settings.from(Map.of("NIGHTSHIFT_JDBC_URL", url)).jdbcUrl()).contains(url);
    }

    @Test
    void anotherDataDirTakesTheVendorsInsideItAlong() {
        Settings settings = Settings.from(Map.of("NIGHTSHIFT_DATA_DIR", "/a"));

        assertThat(settings.withDataDir(Path.of("/b")).dataDir()).isEqualTo(Path.of("/b"));
        assertThat(settings.withDataDir(Path.of("/b")).vendorsDir())
                .isEqualTo(Path.of("/b/vendors"));
        assertThat(
                        Settings.from(Map.of("NIGHTSHIFT_VENDORS_DIR", "/etc/vendors"))
                                .withDataDir(Path.of("/b"))
                                .vendorsDir())
                .isEqualTo(Path.of("/etc/vendors"));
    }

    @Test
    void secretsAreNotInItsText() {
        assertThat(Settings.from(Map.of("NIGHTSHIFT_REDIS_URI", "redis://:secret@host")).toString())
                .doesNotContain("secret");
    }
}
