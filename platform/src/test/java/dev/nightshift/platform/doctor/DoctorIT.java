package dev.nightshift.platform.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.doctor.Check.Status;
import dev.nightshift.platform.keyspaces.HealthLevel;
import dev.nightshift.platform.keyspaces.KeyHealth;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.SpaceHealth;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Stack;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class DoctorIT {
    @TempDir Path folder;

    @Test
    void saysWhatServesAndWhere() {
        List<Check> checks =
                new Doctor(EmbeddedStack.fresh().settings(), InstantSource.system()).examine();

        assertThat(checks)
                .extracting(Check::name)
                .containsExactly(
                        "java",
                        "data-dir",
                        "leftovers",
                        "key-spaces",
                        "mongodb",
                        "redis",
                        "relational",
                        "keys",
                        "stack",
                        "places",
                        "stack-log");
        assertThat(check(checks, "mongodb").detail()).contains("configured", "mongo-java-server");
        assertThat(check(checks, "redis").detail()).contains("Redis 6.2");
        assertThat(check(checks, "relational").detail()).contains("H2 2.4");
    }

    @Test
    void aFileOfKeySpacesThatIsNotUnderstoodIsToldOfWithItsLine() throws IOException {
        EmbeddedStack stack = EmbeddedStack.fresh();
        Path file = Files.createDirectories(stack.settings().keySpacesDir()).resolve("carts.yaml");
        Files.writeString(file, "name: carts\nstore: redis\npattern: 'cart:{companyId}:{id}'\n");

        List<Check> checks = new Doctor(stack.settings(), InstantSource.system()).examine();

        assertThat(check(checks, "key-spaces"))
                .isEqualTo(
                        Check.fail(
                                "key-spaces",
                                "Key space file %s, line 1: thresholds is missing.".formatted(file),
                                "See docs/guide.md, \"Keys that expire\"."));
        assertThat(check(checks, "mongodb").status()).isEqualTo(Status.OK);
    }

    @Test
    void saysHowManyCompaniesHaveTooManyExpiredKeysAndNamesSomeOfTheWorst() {
        EmbeddedStack stack = EmbeddedStack.fresh();
        PlatformContext context = new PlatformContext("r", "test", "tester");
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            Map<CompanyId, KeyHealth> found = new LinkedHashMap<>();
            for (String id : List.of("a1", "a2", "a3", "a4", "b1", "c1")) {
                mongo.platform()
                        .collection(context, PlatformName.COMPANIES)
                        .upsertById(new Document("_id", id));
                HealthLevel level =
                        id.startsWith("a")
                                ? HealthLevel.CRITICAL
                                : id.startsWith("b") ? HealthLevel.WARNING : HealthLevel.HEALTHY;
                found.put(
                        new CompanyId(id),
                        new KeyHealth(
                                Instant.parse("2026-11-21T02:00:00Z"),
                                Map.of("sessions", new SpaceHealth(9, 9, 0, level))));
            }
            found.remove(new CompanyId("c1"));
            new KeyHealthLedger(mongo.platform()).write(context, found);
            // As it was stored before levels were.
            mongo.platform()
                    .perCompany(context, PerCompanyName.KEY_HEALTH)
                    .upsert(Map.of(new CompanyId("a4"), Document.parse("{$unset: {level: ''}}")));
        }

        Check keys = keys(stack, "2026-11-21T03:00:00Z");

        assertThat(keys.status()).isEqualTo(Status.WARN);
        assertThat(keys.detail())
                .isEqualTo(
                        "5 of 6 companies looked at, 5 with too many expired keys, last at"
                                + " 2026-11-21T02:00:00Z; critical: a1, a2, a3 and more");
    }

    @Test
    void warnsOfKeysThatNobodyLookedAtEverOrForTwoDays() {
        EmbeddedStack stack = EmbeddedStack.fresh();
        PlatformContext context = new PlatformContext("r", "test", "tester");
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            var companies = mongo.platform().collection(context, PlatformName.COMPANIES);
            companies.upsertById(new Document("_id", "a"));

            assertThat(keys(stack, "2026-11-21T03:00:00Z"))
                    .isEqualTo(
                            Check.warn(
                                    "keys",
                                    "0 of 1 companies looked at, 0 with too many expired keys",
                                    "nightshift keys check --all"));

            new KeyHealthLedger(mongo.platform())
                    .write(
                            context,
                            Map.of(
                                    new CompanyId("a"),
                                    new KeyHealth(
                                            Instant.parse("2026-11-21T02:00:00Z"), Map.of())));
        }
        assertThat(keys(stack, "2026-11-23T02:00:00Z").status()).isEqualTo(Status.OK);
        Check late = keys(stack, "2026-11-23T02:00:01Z");
        assertThat(late.status()).isEqualTo(Status.WARN);
        assertThat(late.detail()).endsWith("2026-11-21T02:00:00Z; 1 not for 48 hours");
    }

    private static Check keys(EmbeddedStack stack, String now) {
        return check(new Doctor(stack.settings(), () -> Instant.parse(now)).examine(), "keys");
    }

    @Test
    void saysWhatIsWrongWithoutFailingItself() throws Exception {
        Path file = Files.createFile(folder.resolve("data"));
        Settings settings =
                Settings.from(
                        Map.of(
                                "NIGHTSHIFT_DATA_DIR", file.toString(),
                                "NIGHTSHIFT_INBOX_DIR", folder.toString()));

        List<Check> checks = new Doctor(settings, InstantSource.system()).examine();

        assertThat(check(checks, "data-dir").status()).isEqualTo(Status.FAIL);
        assertThat(check(checks, "stores").status()).isEqualTo(Status.FAIL);
        assertThat(check(checks, "stores").hint()).contains("--data-dir");
    }

    @Test
    void noticesWhatAKilledProcessLeft() throws Exception {
        Path stackFile = folder.resolve("stack").resolve("stack.json");
        Files.createDirectories(stackFile.getParent());
        Files.writeString(
                stackFile,
                """
                {"protocol":1,"pid":1,"startedAt":"2026-01-01T00:00:00Z","stores":[]}\
                """);
        Settings settings = Settings.from(Map.of("NIGHTSHIFT_DATA_DIR", folder.toString()));

        Check leftovers = new LocalChecks(settings).leftovers(new Stack(settings));

        assertThat(leftovers.status()).isEqualTo(Status.WARN);
        assertThat(leftovers.detail()).contains("stack.json");
    }

    private static Check check(List<Check> checks, String name) {
        return checks.stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
    }
}
