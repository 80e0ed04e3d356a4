package dev.nightshift.platform.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.KeySpace.RedisSpace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

class KeySpacesTest {
    private static final String GOOD =
            """
            name: carts
            store: redis
            pattern: cart:{companyId}:{id}
            expired:
              - missing-ttl: PT5M
              - json: until
                olderThan: P1D
            thresholds:
              warning: 10
              critical: 20
            """;

    @TempDir private Path folder;

    @Test
    void theShippedOnesAreThese() {
        assertThat(KeySpaces.load(folder.resolve("none")).all())
                .extracting(KeySpace::name)
                .containsExactly(
                        "sessions",
                        "idempotency",
                        "company-cache",
                        "flag-cache",
                        "tag-sets",
                        "auth-sessions",
                        "api-keys");
        assertThat(KeySpaces.load(folder).all())
                .allSatisfy(
                        space ->
                                assertThat(space.thresholds()).isEqualTo(new Thresholds(100, 250)));
    }

    @Test
    void anOwnOneIsReadAndOneOfAShippedNameWins() throws IOException {
        Files.writeString(folder.resolve("carts.yaml"), GOOD);
        Files.writeString(
                folder.resolve("mine.yml"),
                GOOD.replace("carts", "sessions").replace("cart:", "session:"));

        KeySpaces spaces = KeySpaces.load(folder);

        assertThat(spaces.named("carts"))
                .containsExactly(
                        new RedisSpace(
                                "carts",
                                KeyPattern.of("cart:{companyId}:{id}"),
                                List.of(
                                        new ExpiryRule.MissingTimeToLive(Duration.ofMinutes(5)),
                                        new ExpiryRule.JsonField("until", Duration.ofDays(1))),
                                new Thresholds(10, 20)));
        assertThat(spaces.named("sessions").getFirst().thresholds())
                .isEqualTo(new Thresholds(10, 20));
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> spaces.named("nothing"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(FailureCode.NOT_FOUND));
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> refusals() {
        return Stream.of(
                refusal(
                        "thresholds:\n  warning: 10\n  critical: 20\n",
                        "",
                        1,
                        "thresholds is missing"),
                refusal("  critical: 20\n", "", 9, "critical is missing"),
                refusal("warning: 10", "warning: 0", 9, "the thresholds do not fit"),
                refusal("critical: 20", "critical: 10", 9, "the thresholds do not fit"),
                refusal("critical: 20", "critical: many", 10, "a number"),
                refusal("store: redis", "store: disk", 2, "redis or mongo"),
                refusal("store: redis", "store: mongo", 3, "no pattern"),
                refusal("name: carts", "name: Carts!", 1, "a name of lower-case"),
                refusal("  - missing-ttl: PT5M", "  - sometimes", 5, "unknown rule"),
                refusal("  - missing-ttl: PT5M", "  - [a]", 5, "a rule is"),
                refusal("PT5M", "5 minutes", 5, "a duration"),
                refusal("P1D", "-P1D", 7, "a duration"),
                refusal("json: until", "json: companyId", 6, "a field that holds a moment"),
                refusal("json: until", "yaml: until", 6, "is none of"),
                refusal("store: redis", "stores: redis", 2, "is none of"),
                refusal("store: redis", "store: redis\nstore: redis", 3, "is there twice"),
                refusal("cart:{companyId}:{id}", "cart:{id}", 3, "other companies' keys"),
                refusal("cart:{companyId}:{id}", "\"{x}:{companyId}\"", 3, "other spaces' keys"),
                refusal("cart:{companyId}:{id}", "session:{companyId}:{x}", 3, "space 'sessions'"),
                refusal("cart:{companyId}:{id}", "lock:{companyId}:{x}", 3, "service's own"),
                refusal("pattern: cart:{companyId}:{id}", "collection: carts", 3, "no collection"),
                refusal(GOOD, "", 1, "the file is empty"),
                refusal(GOOD, "a: [", 1, "not YAML"),
                refusal(GOOD, "- a", 1, "are expected"));
    }

    private static org.junit.jupiter.params.provider.Arguments refusal(
            String text, String instead, int line, String message) {
        return org.junit.jupiter.params.provider.Arguments.of(text, instead, line, message);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsWrongIsRefusedWithItsLine(String text, String instead, int line, String message)
            throws IOException {
        Path file = folder.resolve("bad.yaml");
        Files.writeString(file, GOOD.replace(text, instead));

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> KeySpaces.load(folder))
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.BAD_KEY_SPACE);
                            assertThat(e.message())
                                    .startsWith(
                                            "Key space file %s, line %d: ".formatted(file, line))
                                    .contains(message);
                        });
    }

    @Test
    void oneBadFileKeepsNoOtherFromBeingReadAndEachIsToldOf() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "a: [");
        Files.writeString(folder.resolve("b.yaml"), GOOD);
        Files.write(folder.resolve("c.yaml"), new byte[] {(byte) 0xff, 1});
        // What a shipped space matches as well: this file is told of, not the shipped one.
        Files.writeString(
                folder.resolve("d.yaml"),
                GOOD.replace("carts", "sessions")
                        .replace("cart:{companyId}:{id}", "cv:tags:company:{companyId}"));
        Files.createDirectory(folder.resolve("e.yaml"));

        KeySpaces.Reading reading = KeySpaces.read(folder);

        assertThat(reading.spaces().all()).extracting(KeySpace::name).contains("carts", "api-keys");
        assertThat(reading.problems())
                .extracting(NightshiftException::message)
                .satisfiesExactly(
                        a -> assertThat(a).contains("a.yaml, line 1: this is not YAML"),
                        c -> assertThat(c).contains("c.yaml cannot be read"),
                        e -> assertThat(e).contains("e.yaml cannot be read"),
                        d -> assertThat(d).contains("d.yaml, line 3: ", "space 'tag-sets'"));
        assertThat(reading.problem().orElseThrow().message())
                .contains("a.yaml, line 1")
                .endsWith(" Bad as well: 3 more.");
        Path file = folder.resolve("b.yaml");
        assertThat(KeySpaces.read(file).problem().orElseThrow().message())
                .isEqualTo("Key space file %s cannot be read.".formatted(file));
    }

    @Test
    void documentsThatGoWithTheirCompanyMayBeDeclared() throws IOException {
        assertThat(KeySpaces.load(folder).named("auth-sessions").getFirst().goesWithCompany())
                .isTrue();
        Files.writeString(
                folder.resolve("devices.yaml"),
                """
                name: devices
                store: mongo
                collection: devices
                expired: [orphan]
                thresholds: {warning: 1, critical: 2}
                """);
        assertThat(KeySpaces.load(folder).named("devices"))
                .containsExactly(
                        new KeySpace.MongoSpace(
                                "devices",
                                "devices",
                                List.of(new ExpiryRule.Orphan()),
                                new Thresholds(1, 2)));
    }

    @Test
    void twoOfOneNameAndTwoOfOneCollectionAreRefused() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), GOOD);
        Files.writeString(folder.resolve("b.yaml"), GOOD);
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> KeySpaces.load(folder))
                .satisfies(e -> assertThat(e.message()).contains("b.yaml", "a.yaml already"));

        Files.writeString(
                folder.resolve("b.yaml"),
                """
                name: more
                store: mongo
                collection: api_keys
                expired: [{field: until}]
                thresholds: {warning: 1, critical: 2}
                """);
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> KeySpaces.load(folder))
                .satisfies(e -> assertThat(e.message()).contains("line 3", "space 'api-keys'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leads",
                "imports",
                "import_changes",
                "preimages",
                "alerts",
                "alert_mutes",
                "alert_trials",
                "registry_validations",
                "webhook_events",
                "telemetry",
                "slo_daily",
                "slo_probes",
                "drill_writes",
                "drill_state",
                "companies",
                "platform_state",
                "migrations",
                "registry",
                "cache_invalidations",
                "service_alerts",
                "drills",
                "drill_lines",
                "heartbeats",
                "key_health",
                "backfills",
                "slo_state",
                "system_x"
            })
    void theServicesOwnCollectionsAreRefusedWithTheirLine(String collection) throws IOException {
        Path file = folder.resolve("own.yaml");
        Files.writeString(
                file,
                """
                name: own
                store: mongo
                collection: %s
                expired: [{field: updatedAt}]
                thresholds: {warning: 1, critical: 2}
                """
                        .formatted(collection));
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> KeySpaces.load(folder))
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.BAD_KEY_SPACE);
                            assertThat(e.message()).contains(file + ", line 3: ");
                        });
    }

    @ParameterizedTest
    @CsvSource({"0, HEALTHY", "99, HEALTHY", "100, WARNING", "249, WARNING", "250, CRITICAL"})
    void levelsBeginWhereTheirThresholdsAre(long expired, HealthLevel level) {
        assertThat(new Thresholds(100, 250).level(expired)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"expiresAt\":\"2026-01-01T00:00:00Z\"} | 1767225600000",
                "{\"expiresAt\":\"2026-01-01T01:00:00+01:00\"} | 1767225600000",
                "{\"a\":{\"expiresAt\":1},\"expiresAt\":1767225600} | 1767225600000",
                "{\"expiresAt\":1767225600000} | 1767225600000",
                "{\"expiresAt\":null} | -1",
                "{\"expiresAt\":\"soon\"} | -1",
                "{\"expiresAt\":1.5} | -1",
                "{\"expiresAt\":99999999999999999999} | -1",
                "{\"a\":{\"expiresAt\":1}} | -1",
                "[{\"expiresAt\":1}] | -1",
                "expiresAt | -1",
                "{\"expiresAt\": | -1"
            })
    void aMomentIsReadOrTheValueIsNotJudged(String json, long moment) {
        assertThat(JsonMoment.in(json, "expiresAt").orElse(-1)).isEqualTo(moment);
    }
}
