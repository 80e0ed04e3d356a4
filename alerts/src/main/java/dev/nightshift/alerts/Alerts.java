package dev.nightshift.alerts;

import dev.nightshift.alerts.channels.Channels;
import dev.nightshift.alerts.emit.Counters;
import dev.nightshift.alerts.emit.Pipeline;
import dev.nightshift.alerts.escalation.Decisions;
import dev.nightshift.alerts.escalation.Escalations;
import dev.nightshift.alerts.escalation.Mutes;
import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.AlertClaims;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Alerts as a process has them, put together once. Thread-safe. Closing waits a few seconds for
 * what was handed over; the rest stays on disk for the next process.
 */
public final class Alerts implements AlertService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Alerts.class);

    private final AlertStore store;
    private final Mutes mutes;
    private final Decisions decisions;
    private final InstantSource clock;
    private final Pipeline pipeline;
    private final HeartbeatLog heartbeats;

    private Alerts(
            TenantStore tenants,
            AlertStore store,
            InstantSource clock,
            Pipeline pipeline,
            HeartbeatLog heartbeats) {
        this.heartbeats = heartbeats;
        this.store = store;
        this.clock = clock;
        this.pipeline = pipeline;
        this.mutes = new Mutes(tenants, clock);
        this.decisions = new Decisions(store, clock);
    }

    /**
     * Opens the way of alerts over stores that the caller closes afterwards.
     *
     * @param dataDir where alerts wait until they are recorded
     * @param registry read when the first alert is recorded
     * @throws NightshiftException DISK_FULL when nothing can be written there
     */
    public static Alerts open(
            Path dataDir,
            MongoStores mongo,
            RedisStores redis,
            Supplier<Registry> registry,
            InstantSource clock) {
        TenantStore tenants = mongo.tenants();
        AlertStore store = new AlertStore(tenants, clock);
        // Each sign of life is of one company; the log writes those of many at once.
        PlatformContext context =
                new PlatformContext(UUID.randomUUID().toString(), "alerts", "nightshift");
        HeartbeatLog heartbeats = HeartbeatLog.open(mongo.platform(), context, clock);
        try {
            return new Alerts(
                    tenants,
                    store,
                    clock,
                    Pipeline.open(
                            spool(dataDir),
                            Pipeline.Limits.DEFAULT,
                            store,
                            heartbeats,
                            new AlertClaims(redis),
                            registry,
                            clock),
                    heartbeats);
        } catch (IOException e) {
            heartbeats.close();
            throw new NightshiftException(
                    FailureCode.DISK_FULL,
                    "Alerts cannot be kept in %s.".formatted(spool(dataDir)),
                    "Give the account room and the right to write there.",
                    e);
        }
    }

    /** Where alerts wait. */
    public static Path spool(Path dataDir) {
        return dataDir.resolve("spool").resolve("alerts");
    }

    @Override
    public void sendAlert(TenantContext context, Alert alert) {
        pipeline.sendAlert(context, alert);
    }

    /** Waits until everything handed over so far is recorded; false when that takes longer. */
    public boolean flush(Duration patience) throws InterruptedException {
        return pipeline.flush(patience);
    }

    /** What became of the alerts of this process. */
    public Counters counters() {
        return pipeline.counters();
    }

    /** The record. */
    public AlertStore store() {
        return store;
    }

    /** Maintenance windows. */
    public Mutes mutes() {
        return mutes;
    }

    /** What people decide. */
    public Decisions decisions() {
        return decisions;
    }

    /** What tells these contacts of open alerts, pass by pass. */
    public Escalations escalations(ContactBook book) {
        return new Escalations(
                store,
                mutes,
                book,
                new Channels(
                        book.gateways(),
                        kind ->
                                log.atError()
                                        .addKeyValue("module", "alerts")
                                        .addKeyValue("event", "channel.opened")
                                        .log("The channel {} rests: it failed too often", kind)),
                clock);
    }

    @Override
    public void close() {
        pipeline.close();
        heartbeats.close();
    }
}
