package dev.nightshift.drills.live;

import dev.nightshift.drills.surroundings.Claim;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.lease.StateLease;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The right to drill on the configured servers, kept in their MongoDB: whoever shares the servers
 * shares it. It is renewed all the time, given back at the end, and lapses {@link #LIFE} after the
 * process that had it was seen last. A holder that could not renew it for so long, less a margin
 * for clocks that differ, ends its drill before another one can begin. Thread-safe.
 */
public final class LiveLease implements Claim {
    /** How long it lasts without a renewal. */
    static final Duration LIFE = Duration.ofMinutes(2);

    /** How far the clocks of two machines may differ. */
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private static final Duration RENEWAL = Duration.ofSeconds(10);
    private static final String ID = "drill-live";
    private static final int RACES = 3;
    private static final Logger log = LoggerFactory.getLogger(LiveLease.class);

    private final StateLease lease;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final ScheduledExecutorService renewing =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("drill-lease").unstarted(task));
    private volatile long renewedAt;
    private volatile boolean lost;

    private LiveLease(StateLease lease, InstantSource clock, LongSupplier nanos) {
        this.lease = lease;
        this.clock = clock;
        this.nanos = nanos;
        this.renewedAt = nanos.getAsLong();
    }

    /**
     * Takes it.
     *
     * @param drillId for whoever is refused meanwhile
     * @param nanos a clock that only goes forward
     * @throws NightshiftException DRILL_REFUSED with who has it and since when; MONGODB_UNAVAILABLE
     */
    public static LiveLease take(
            PlatformStore store,
            PlatformContext context,
            String drillId,
            InstantSource clock,
            LongSupplier nanos) {
        LiveLease live =
                new LiveLease(new StateLease(store, context, ID, LIFE, clock), clock, nanos);
        try {
            live.take(context.actor(), drillId);
        } catch (RuntimeException refused) {
            live.renewing.shutdownNow();
            throw refused;
        }
        var _ =
                live.renewing.scheduleWithFixedDelay(
                        live::renew, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
        return live;
    }

    /**
     * Refuses what must not be done while somebody breaks the configured servers.
     *
     * @throws NightshiftException DRILL_AT_WORK with the drill, who runs it and where; none when no
     *     live drill is at work; MONGODB_UNAVAILABLE
     */
    public static void requireNone(
            PlatformStore store, PlatformContext context, InstantSource clock) {
        new StateLease(store, context, ID, LIFE, clock)
                .holder()
                .ifPresent(
                        held -> {
                            throw new NightshiftException(
                                    FailureCode.DRILL_AT_WORK,
                                    "Not begun: the live drill %s.".formatted(about(held)),
                                    "Nothing was changed. Wait until it is over, or end it there:"
                                            + " nightshift drill stop-all. Where its process has"
                                            + " died this lapses within two minutes.");
                        });
    }

    private static String about(Document held) {
        return "%s is at work on these servers since %s, run by %s on %s (process %s)"
                .formatted(
                        held.getString("drill"),
                        held.getDate("since").toInstant().truncatedTo(ChronoUnit.SECONDS),
                        held.getString("actor"),
                        held.getString("host"),
                        held.get("pid"));
    }

    private void take(String actor, String drillId) {
        for (int race = 0; race < RACES; race++) {
            renewedAt = nanos.getAsLong();
            Document about =
                    new Document("actor", actor)
                            .append("host", host())
                            .append("pid", ProcessHandle.current().pid())
                            .append("drill", drillId)
                            .append("since", Date.from(clock.instant()));
            if (lease.take(about)) {
                return;
            }
            Optional<Document> held = lease.holder();
            if (held.isPresent()) {
                throw refused(held.get());
            }
        }
        throw new NightshiftException(
                FailureCode.DRILL_REFUSED,
                "The drill was not begun: others begin and end live drills at this moment.",
                "Nothing was broken. Run it again.");
    }

    private static NightshiftException refused(Document held) {
        return new NightshiftException(
                FailureCode.DRILL_REFUSED,
                "The drill was not begun: %s.".formatted(about(held)),
                "Two drills at once would prove nothing. Wait for it, or end it there: nightshift"
                        + " drill stop-all. Where its process has died this lapses within two"
                        + " minutes.");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            log.atDebug().setCause(nameless).log("this machine has no name");
            return "a machine without a name";
        }
    }

    /** Counted from before it was sent, so that this process gives up earlier than the store. */
    void renew() {
        long before = nanos.getAsLong();
        try {
            if (lease.renew()) {
                renewedAt = before;
            } else {
                lost = true;
            }
        } catch (NightshiftException away) {
            log.atWarn()
                    .addKeyValue("module", "drills")
                    .addKeyValue("event", "lease.not_renewed")
                    .log("The lease of the live drill was not renewed: {}", away.message());
        }
    }

    @Override
    public Optional<String> reason() {
        boolean late = nanos.getAsLong() - renewedAt > LIFE.minus(MARGIN).toNanos();
        return lost || late
                ? Optional.of("the lease of live drills was lost, another drill may begin")
                : Optional.empty();
    }

    @Override
    public void close() {
        renewing.shutdownNow();
        try {
            lease.release();
        } catch (NightshiftException away) {
            log.atWarn()
                    .addKeyValue("module", "drills")
                    .addKeyValue("event", "lease.not_given_back")
                    .log("The lease of the live drill lapses by itself: {}", away.message());
        }
    }
}
