package dev.nightshift.jobs.backfill.load;

import dev.nightshift.platform.mongo.server.MongoHealth;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Judges how MongoDB feels: its answers against its own baseline, how far its secondaries are
 * behind, how full the connection pool is. Strain slows the work down; strain that lasts stops it,
 * the sooner the graver it is. One slow answer is a hiccup and stops nothing. Used by one thread.
 */
public final class HealthSignals {
    private static final int BASELINE_SAMPLES = 5;
    private static final double STRAINED_PING = 5;
    private static final double GRAVE_PING = 40;

    /** Shorter answers are no strain, however short the baseline. */
    private static final Duration QUICK = Duration.ofMillis(50);

    private static final Duration GRAVE_LEAST = Duration.ofMillis(500);
    private static final Duration STRAINED_LAG = Duration.ofSeconds(10);
    private static final Duration GRAVE_LAG = Duration.ofSeconds(60);
    private static final double STRAINED_POOL = 0.8;
    private static final double LEARNING = 0.02;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GRAVE_PATIENCE = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private final double[] first = new double[BASELINE_SAMPLES];
    private int samples;
    private double baseline;
    private final Since strained = new Since();
    private final Since grave = new Since();

    /** What to do. */
    public enum Advice {
        /** Nothing is wrong. */
        GO,
        /** Leave the store more time. */
        SLOW,
        /** End the work; it can go on later. */
        STOP
    }

    /**
     * A judgement.
     *
     * @param reason for an operator; empty with {@link Advice#GO}
     */
    public record Judgement(Advice advice, String reason) {}

    public HealthSignals(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Judges a sample; ask about once a second. */
    public Judgement judge(MongoHealth health) {
        double ping = health.ping().toNanos();
        if (samples < BASELINE_SAMPLES) {
            first[samples++] = ping;
            double[] sorted = Arrays.copyOf(first, samples);
            Arrays.sort(sorted);
            baseline = sorted[samples / 2];
        }
        long now = nanos.getAsLong();
        String behind = behind(health, GRAVE_LAG);
        if (!behind.isEmpty()) {
            return new Judgement(Advice.STOP, behind);
        }
        String strain = strain(health, ping);
        if (strain.isEmpty()) {
            strained.over();
            grave.over();
            baseline += (ping - baseline) * LEARNING;
            return new Judgement(Advice.GO, "");
        }
        if (ping > baseline * GRAVE_PING && ping > GRAVE_LEAST.toNanos()) {
            if (grave.lasts(now, GRAVE_PATIENCE)) {
                return new Judgement(Advice.STOP, strain + ", for ten seconds");
            }
        } else {
            grave.over();
        }
        return strained.lasts(now, PATIENCE)
                ? new Judgement(Advice.STOP, strain + ", for a minute")
                : new Judgement(Advice.SLOW, strain);
    }

    private String strain(MongoHealth health, double ping) {
        if (ping > baseline * STRAINED_PING && ping > QUICK.toNanos()) {
            return slow(ping);
        }
        if (health.poolShare() > STRAINED_POOL) {
            return "%d of %d connections to MongoDB are in use"
                    .formatted(health.connectionsInUse(), health.connectionsMost());
        }
        return behind(health, STRAINED_LAG);
    }

    private String slow(double ping) {
        return "MongoDB answers in %.0f ms, usually in %.1f ms"
                .formatted(ping / 1e6, baseline / 1e6);
    }

    private static String behind(MongoHealth health, Duration most) {
        return health.lag()
                .filter(lag -> lag.compareTo(most) > 0)
                .map(lag -> "a member of the replica set is %d s behind".formatted(lag.toSeconds()))
                .orElse("");
    }

    /** How long something has been so at every look. */
    private static final class Since {
        private boolean isSo;
        private long since;

        boolean lasts(long now, Duration most) {
            if (!isSo) {
                isSo = true;
                since = now;
            }
            return now - since > most.toNanos();
        }

        void over() {
            isSo = false;
        }
    }
}
