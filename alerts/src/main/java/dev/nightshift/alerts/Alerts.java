package dev.nightshift.alerts;

import dev.nightshift.alerts.channels.Channels;
import dev.nightshift.alerts.emit.Backlog;
import dev.nightshift.alerts.emit.Counters;
import dev.nightshift.alerts.emit.Keys;
import dev.nightshift.alerts.emit.Pipeline;
import dev.nightshift.alerts.escalation.Decisions;
import dev.nightshift.alerts.escalation.Escalations;
import dev.nightshift.alerts.escalation.GroupDecisions;
import dev.nightshift.alerts.escalation.Mutes;
import dev.nightshift.alerts.heartbeats.HeartbeatLog;
import dev.nightshift.alerts.outage.Outages;
import dev.nightshift.alerts.readiness.PathTrial;
import dev.nightshift.alerts.readiness.TrialEmits;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.validation.Trial;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.alerts.store.Dependency;
import dev.nightshift.alerts.store.PassLease;
import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.alerts.store.TrialRecords;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.redis.AlertClaims;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Alerts as a process has them, put together once. Thread-safe. Closing waits a few seconds for
 * what was handed over; the rest stays on disk for the next process.
 */
public final class Alerts implements AlertService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Alerts.class);

    private static final PlatformContext CONTEXT =
            new PlatformContext(UUID.randomUUID().toString(), "alerts", "nightshift");

    private final AlertStore store;
    private final Mutes mutes;
    private final Decisions decisions;
    private final InstantSource clock;
    private final Pipeline pipeline;
    private final HeartbeatLog heartbeats;
    private final ServiceAlerts service;
    private final TrialRecords trials;
    private final PlatformStore platform;
    private final RedisStores redis;

    private Alerts(
            MongoStores mongo,
            RedisStores redis,
            AlertStore store,
            ServiceAlerts service,
            InstantSource clock,
            Pipeline pipeline,
            TrialRecords trials,
            HeartbeatLog heartbeats) {
        TenantStore tenants = mongo.tenants();
        this.platform = mongo.platform();
        this.redis = redis;
        this.service = service;
        this.trials = trials;
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
        return open(dataDir, mongo, redis, registry, ContactBook::empty, clock, sentence -> {});
    }

    /**
     * The same.
     *
     * @param contacts told directly of what waits while MongoDB is away; read only then
     * @param loud told once, on a thread of its own, when alerts begin to be lost because there is
     *     no room for them on disk
     */
    public static Alerts open(
            Path dataDir,
            MongoStores mongo,
            RedisStores redis,
            Supplier<Registry> registry,
            Supplier<ContactBook> contacts,
            InstantSource clock,
            Consumer<String> loud) {
        AlertStore store = new AlertStore(mongo.tenants(), clock);
        ServiceAlerts service = new ServiceAlerts(mongo.platform(), CONTEXT, clock);
        TrialRecords trials = store.trials();
        // Each sign of life is of one company; the log writes those of many at once.
        HeartbeatLog heartbeats = HeartbeatLog.open(mongo.platform(), CONTEXT, clock);
        Keys keys = new Keys(registry);
        try {
            return new Alerts(
                    mongo,
                    redis,
                    store,
                    service,
                    clock,
                    Pipeline.open(
                            spool(dataDir),
                            Pipeline.Limits.DEFAULT,
                            store,
                            heartbeats,
                            new AlertClaims(redis),
                            keys,
                            new Outages(spool(dataDir), contacts, keys, service::saveIfNew, clock),
                            () -> taken(() -> redisIsAway(service)),
                            clock,
                            loud),
                    trials,
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

    /** What waits on disk of all processes that share this data dir, dead ones too. */
    public static Backlog backlog(Path dataDir) {
        return Backlog.in(spool(dataDir));
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

    /** Alerts of no company. */
    public ServiceAlerts service() {
        return service;
    }

    /** What people decide about alerts of no company. */
    public GroupDecisions groupDecisions() {
        return new GroupDecisions(service, store, decisions, clock);
    }

    /** What tries the way of alerts for codes of this registry; it ends with this. */
    public Trial trial(Registry registry) {
        return new PathTrial(
                pipeline,
                trials,
                heartbeats,
                registry,
                escalations(trials.asAlerts(), PathTrial.contacts()),
                clock);
    }

    /**
     * Hands over alerts that are tried and not meant, for whoever measures how long that takes.
     *
     * @param code of the trials
     */
    public TrialEmits trialEmits(TenantContext context, String code) {
        return new TrialEmits(pipeline, trials, context, code);
    }

    /** What tells these contacts of open alerts, pass by pass. */
    public Escalations escalations(ContactBook book) {
        return escalations(store, book);
    }

    private Escalations escalations(AlertStore of, ContactBook book) {
        return new Escalations(
                of,
                service,
                mutes,
                book,
                new Channels(
                        book.gateways(),
                        kind -> rests(service, kind),
                        kind -> worksAgain(service, kind)),
                () -> new PassLease(platform, CONTEXT, clock),
                this::redisAnswers,
                clock);
    }

    private boolean redisAnswers() {
        try {
            return !redis.version().isEmpty();
        } catch (NightshiftException away) {
            return false;
        }
    }

    private static void redisIsAway(ServiceAlerts service) {
        Document group =
                service.happened(
                        ServiceAlerts.Kind.DEPENDENCY,
                        Dependency.REDIS.key(),
                        Alert.of(
                                "NIGHTSHIFT_ALERTS_DEPENDENCY_REDIS",
                                Severity.WARNING,
                                "Redis is away."));
        var _ = service.change(group.getString("_id"), new Document("away", true), false);
    }

    /** Taken down in the record and nowhere else: the channel cannot tell of itself. */
    private static void rests(ServiceAlerts service, ChannelKind kind) {
        log.atError()
                .addKeyValue("module", "alerts")
                .addKeyValue("event", "channel.opened")
                .log("The channel {} rests: it failed too often", kind);
        taken(
                () -> {
                    var _ =
                            service.happened(
                                    ServiceAlerts.Kind.CHANNEL,
                                    "channel/" + kind.wire(),
                                    Alert.of(
                                            "NIGHTSHIFT_ALERTS_CHANNEL_RESTS",
                                            Severity.WARNING,
                                            "Most of the last ten messages by %s failed; it rests half a minute at a time."
                                                    .formatted(kind.wire())));
                });
    }

    private static void worksAgain(ServiceAlerts service, ChannelKind kind) {
        taken(
                () -> {
                    var _ = service.recovered("channel/" + kind.wire(), "it took a message again");
                });
    }

    /** A record that fails must not keep a message from going out. */
    private static void taken(Runnable down) {
        try {
            down.run();
        } catch (NightshiftException away) {
            log.atWarn()
                    .addKeyValue("module", "alerts")
                    .addKeyValue("event", "channel.unrecorded")
                    .log("That is not in the record: {}", away.message());
        }
    }

    @Override
    public void close() {
        pipeline.close();
        heartbeats.close();
    }
}
