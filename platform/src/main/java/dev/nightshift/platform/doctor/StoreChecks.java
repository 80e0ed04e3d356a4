package dev.nightshift.platform.doctor;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.HealthLevel;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeyHealthSummary;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.mongo.server.MongoCapabilities;
import dev.nightshift.platform.privacy.DriverLogs;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Asks each store what it is. */
final class StoreChecks {
    private StoreChecks() {}

    static Check mongodb(Endpoints endpoints, boolean embedded) {
        try (MongoStores stores = MongoStores.open(endpoints.mongodbUri())) {
            MongoCapabilities server = stores.capabilities();
            return Check.ok(
                    "mongodb",
                    "%s %s; sessions: %s; answered writes %s"
                            .formatted(
                                    origin(embedded),
                                    server.summary(),
                                    server.sessions() ? "yes" : "no",
                                    embedded
                                            ? "survive kill -9 of the server"
                                            : server.majority()
                                                    ? "are on a majority of the members"
                                                    : "are as durable as this one server"));
        } catch (NightshiftException e) {
            return Check.fail("mongodb", e.message(), e.hint());
        }
    }

    static Check redis(Endpoints endpoints, boolean embedded) {
        try (RedisStores stores = RedisStores.open(endpoints.redisUri())) {
            return Check.ok("redis", "%s Redis %s".formatted(origin(embedded), stores.version()));
        } catch (NightshiftException e) {
            return Check.fail("redis", e.message(), e.hint());
        }
    }

    /** How the companies' keys were when it was last looked. */
    static Check keys(Endpoints endpoints, Instant now) {
        try (MongoStores stores = MongoStores.open(endpoints.mongodbUri())) {
            PlatformContext context = new PlatformContext("doctor", "doctor", "doctor");
            List<CompanyId> companies =
                    stores
                            .platform()
                            .collection(context, PlatformName.COMPANIES)
                            .find(new Document(), new Document("_id", 1), new Document("_id", 1), 0)
                            .stream()
                            .map(company -> new CompanyId(company.getString("_id")))
                            .toList();
            KeyHealthSummary health =
                    KeyHealthSummary.of(
                            new KeyHealthLedger(stores.platform()), context, companies, now);
            int never = health.companies() - health.looked();
            String detail =
                    "%d of %d companies looked at, %d with too many expired keys%s%s"
                            .formatted(
                                    health.looked(),
                                    health.companies(),
                                    health.looked() - health.at(HealthLevel.HEALTHY),
                                    health.newest() == null ? "" : ", last at " + health.newest(),
                                    health.old() == 0
                                            ? ""
                                            : "; %d not for 48 hours".formatted(health.old()));
            if (health.worst() == HealthLevel.HEALTHY && (never > 0 || health.old() > 0)) {
                return Check.warn("keys", detail, "nightshift keys check --all");
            }
            return health.worst() == HealthLevel.HEALTHY
                    ? Check.ok("keys", detail)
                    : Check.warn(
                            "keys",
                            "%s; %s: %s"
                                    .formatted(
                                            detail,
                                            health.worst().name().toLowerCase(Locale.ROOT),
                                            health.worstNamed()),
                            "nightshift keys clean --all");
        } catch (NightshiftException e) {
            return Check.fail("keys", e.message(), e.hint());
        }
    }

    // The driver's text may repeat the URL: it is not shown.
    @SuppressWarnings("UnusedException")
    static Check relational(Endpoints endpoints, boolean embedded) {
        DriverLogs.silence();
        try (Connection connection =
                endpoints.jdbcUser().isEmpty()
                        ? DriverManager.getConnection(endpoints.jdbcUrl())
                        : DriverManager.getConnection(
                                endpoints.jdbcUrl(),
                                endpoints.jdbcUser(),
                                endpoints.jdbcPassword())) {
            DatabaseMetaData server = connection.getMetaData();
            return Check.ok(
                    "relational",
                    "%s %s %s"
                            .formatted(
                                    origin(embedded),
                                    server.getDatabaseProductName(),
                                    server.getDatabaseProductVersion()));
        } catch (SQLException e) {
            return Check.fail(
                    "relational",
                    "The relational store does not answer.",
                    "Check NIGHTSHIFT_JDBC_URL and that the database runs.");
        }
    }

    private static String origin(boolean embedded) {
        return embedded ? "embedded" : "configured";
    }
}
