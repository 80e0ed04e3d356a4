package dev.nightshift.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.alerts.store.SevereAlerts;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.HealthLevel;
import dev.nightshift.platform.keyspaces.KeyHealth;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.keyspaces.SpaceHealth;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Lines of the review that are about all companies together. */
@Timeout(60)
class CompanyLinesIT {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final PlatformContext CONTEXT = new PlatformContext("r", "test", "tester");

    private final EmbeddedStack stack = EmbeddedStack.fresh();
    private final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    private final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    @TempDir private Path folder = Path.of("");
    private final Companies companies =
            new Companies(mongo.platform(), new TenantCache(redis, mongo.platform()), () -> NOW);

    @AfterEach
    void close() {
        redis.close();
        mongo.close();
    }

    @Test
    void keysAreAsTheWorstCompanyHasThem() {
        assertThat(keys(NOW))
                .isEqualTo(
                        ReviewLine.unknown(
                                "keys",
                                "never checked; no schedule does it",
                                "nightshift keys check --all"));
        for (String id : List.of("acme", "beta", "crux", "dune")) {
            companies.add(CONTEXT, new CompanyId(id), id, Region.DEFAULT);
        }
        looked("acme", HealthLevel.HEALTHY);
        looked("beta", HealthLevel.WARNING);
        looked("crux", HealthLevel.HEALTHY);
        assertThat(keys(NOW))
                .isEqualTo(
                        ReviewLine.green(
                                "keys",
                                "warning; companies critical: 0, warning: 1, healthy: 2, never"
                                        + " checked: 1, just now"));
        looked("acme", HealthLevel.HEALTHY, NOW.plus(Duration.ofHours(50)));
        assertThat(keys(NOW.plus(Duration.ofHours(50))).found())
                .as("one fresh look says nothing of the others")
                .endsWith("just now; too long ago: 2");
        looked("acme", HealthLevel.HEALTHY);
        looked("crux", HealthLevel.CRITICAL);
        looked("dune", HealthLevel.CRITICAL);
        assertThat(keys(NOW.plus(Duration.ofMinutes(5))))
                .isEqualTo(
                        ReviewLine.red(
                                "keys",
                                "critical; companies critical: 2, warning: 1, healthy: 1, 5 min"
                                        + " ago: crux, dune",
                                "nightshift keys clean --company crux --dry-run"));
    }

    @Test
    void aFileOfKeySpacesThatIsNotUnderstoodIsRedWhateverTheLastLookFound() throws IOException {
        Path file = folder.resolve("carts.yaml");
        Files.writeString(file, "name: carts\nstores: redis\n");
        String message =
                "Key space file %s, line 2: 'stores' is none of collection, expired, name, pattern,"
                        + " store, thresholds.";
        assertThat(keys(NOW))
                .isEqualTo(
                        ReviewLine.red(
                                "keys",
                                message.formatted(file)
                                        + " The last look: never checked; no schedule does it.",
                                "See docs/guide.md, \"Keys that expire\"."));
        assertThat(
                        new KeysLine(
                                        () -> KeySpaces.read(folder),
                                        () -> {
                                            throw new NightshiftException(
                                                    FailureCode.MONGODB_UNAVAILABLE,
                                                    "It is away.",
                                                    "Wait.");
                                        },
                                        ReviewIT.noSchedules(NOW),
                                        List::of,
                                        CONTEXT,
                                        NOW)
                                .get()
                                .found())
                .isEqualTo(message.formatted(file));
    }

    private ReviewLine keys(Instant now) {
        return new KeysLine(
                        () -> KeySpaces.read(folder),
                        () -> new KeyHealthLedger(mongo.platform()),
                        ReviewIT.noSchedules(now),
                        () -> companies.list(CONTEXT),
                        CONTEXT,
                        now)
                .get();
    }

    private void looked(String company, HealthLevel level) {
        looked(company, level, NOW);
    }

    private void looked(String company, HealthLevel level, Instant at) {
        new KeyHealthLedger(mongo.platform())
                .write(
                        CONTEXT,
                        Map.of(
                                new CompanyId(company),
                                new KeyHealth(
                                        at, Map.of("session", new SpaceHealth(9, 9, 0, level)))));
    }

    @Test
    void anAlertThatNobodyTookIsNamedWithItsCompany() {
        for (String id : List.of("acme", "beta")) {
            companies.add(CONTEXT, new CompanyId(id), id, Region.DEFAULT);
        }
        assertThat(alerts())
                .isEqualTo(
                        ReviewLine.green(
                                "alerts",
                                "0 CRITICAL, 0 WARNING in 24 h; none is open and untaken"));
        alert("acme", "CRITICAL", Duration.ofHours(25));
        alert("acme", "INFO", Duration.ofHours(1));
        alert("gone", "CRITICAL", Duration.ofHours(1));
        alert("beta", "WARNING", Duration.ofHours(2));
        alert("nightshift", "CRITICAL", Duration.ofHours(3));

        assertThat(alerts())
                .isEqualTo(
                        ReviewLine.red(
                                "alerts",
                                "1 CRITICAL, 1 WARNING in 24 h; 2 open and untaken: X_2 (beta),"
                                        + " X_3 (nightshift)",
                                "nightshift alerts list --company beta"));
    }

    private ReviewLine alerts() {
        return new AlertsLine(
                        new SevereAlerts(mongo.platform()),
                        new ServiceAlerts(mongo.platform(), CONTEXT, () -> NOW),
                        () -> companies.list(CONTEXT),
                        CONTEXT,
                        NOW)
                .get();
    }

    private void alert(String company, String severity, Duration ago) {
        Date at = Date.from(NOW.minus(ago));
        assertThat(
                        mongo.tenants()
                                .collection(CONTEXT.in(new CompanyId(company)), "alerts")
                                .insertOne(
                                        new Document("_id", company + ago)
                                                .append("code", "X_" + ago.toHours())
                                                .append("severity", severity)
                                                .append("openKey", company + ago)
                                                .append("lastAt", at)
                                                .append("updatedAt", at)))
                .isTrue();
    }
}
