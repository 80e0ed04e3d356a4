package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.redis.AlertClaims;
import dev.nightshift.platform.tenant.TenantContext;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether an alert is told or is a repeat of one that was told within the last minute. Asks Redis,
 * for all processes; while it is away this process decides for itself. Used by one thread.
 */
final class Dedup {
    static final Duration WINDOW = Duration.ofSeconds(60);

    /** A Redis that hangs is not waited for again and again. */
    static final Duration REST = Duration.ofSeconds(1);

    private static final int MOST = 50_000;

    private record Held(Instant until, Severity severity, String token) {}

    private final AlertClaims claims;
    private final InstantSource clock;
    private final Runnable away;
    private boolean saidAway;
    private Instant restsUntil = Instant.MIN;
    private final Map<String, Held> own =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * Over a connection that the caller closes.
     *
     * @param away told once each time Redis is found away
     */
    Dedup(AlertClaims claims, InstantSource clock, Runnable away) {
        this.away = away;
        this.claims = claims;
        this.clock = clock;
    }

    /** Whether it is told; {@code token} names the emit, which may ask again after a crash. */
    boolean passes(TenantContext context, String name, Severity severity, String token) {
        Held held = own.get(context.companyId() + '/' + name);
        // What was told here is known here: also what Redis was not told because it was away.
        if (held != null && held.until().isAfter(clock.instant())) {
            if (held.token().equals(token)) {
                return true;
            }
            if (held.severity().compareTo(severity) >= 0) {
                return false;
            }
        }
        boolean passes = claim(context, name, severity, token);
        if (passes) {
            hold(context, name, severity, token);
        }
        return passes;
    }

    private boolean claim(TenantContext context, String name, Severity severity, String token) {
        if (clock.instant().isBefore(restsUntil)) {
            return true;
        }
        try {
            boolean passes = claims.claim(context, name, severity.rank(), token, WINDOW);
            saidAway = false;
            return passes;
        } catch (NightshiftException e) {
            if (e.code() != FailureCode.REDIS_UNAVAILABLE) {
                throw e;
            }
            restsUntil = clock.instant().plus(REST);
            if (!saidAway) {
                saidAway = true;
                away.run();
            }
            return true;
        }
    }

    private void hold(TenantContext context, String name, Severity severity, String token) {
        String key = context.companyId() + '/' + name;
        own.remove(key);
        own.put(key, new Held(clock.instant().plus(WINDOW), severity, token));
    }
}
