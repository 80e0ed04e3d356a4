package dev.nightshift.alerts.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class AlertSpoolIT {
    private static final TenantContext DEMO =
            new TenantContext(new CompanyId("demo"), "request-1", "test", "alice");

    private final EmbeddedStack stores = EmbeddedStack.fresh();
    private final Path folder = Alerts.spool(stores.dataDir());

    @Test
    void whatACommandWithoutStoresRaisesIsRecordedByTheNextThatHasThem() throws Exception {
        try (AlertSpool spool = new AlertSpool(folder, InstantSource.system())) {
            spool.sendAlert(DEMO, Alert.of("NOTES_SAVE_DB_ERROR", Severity.WARNING, "failed"));
        }
        assertThat(Backlog.in(folder).lines()).isEqualTo(1);

        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri());
                RedisStores redis = RedisStores.open(stores.endpoints().redisUri());
                Alerts alerts =
                        Alerts.open(
                                stores.dataDir(),
                                mongo,
                                redis,
                                () -> RegistryLoader.shipped().registry(),
                                InstantSource.system())) {
            CountDownLatch tick = new CountDownLatch(1);
            for (int wait = 0; wait < 400 && alerts.counters().adopted() == 0; wait++) {
                assertThat(tick.await(25, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(alerts.store().totals(DEMO).recorded()).isEqualTo(1);
        }
    }

    @Test
    void withoutAnAlertTheDiskIsNotTouched() {
        new AlertSpool(folder, InstantSource.system()).close();

        assertThat(Files.exists(folder)).isFalse();
    }
}
