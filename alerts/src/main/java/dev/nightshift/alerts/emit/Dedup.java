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
    private static final int MOST = 50_000;

    private record Held(Instant until, Severity severity, String token) {}

    private final AlertClaims claims;
    private final InstantSource clock;
    private final Runnable away;
    private boolean saidAway;
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
        try {
            boolean passes = claims.claim(context, name, severity.rank(), token, WINDOW);
            saidAway = false;
            if (passes) {
                hold(context, name, severity, token);
            }
            return passes;
        } catch (NightshiftException e) {
            if (e.code() != FailureCode.REDIS_UNAVAILABLE) {
                throw e;
            }
            if (!saidAway) {
                saidAway = true;
                away.run();
            }
            return passesHere(context, name, severity, token);
        }
    }

    private boolean passesHere(
            TenantContext context, String name, Severity severity, String token) {
        Held held = own.get(context.companyId() + '/' + name);
        boolean repeat =
                held != null
                        && held.until().isAfter(clock.instant())
                        && held.severity().compareTo(severity) >= 0
                        && !held.token().equals(token);
        if (!repeat) {
            hold(context, name, severity, token);
        }
        return !repeat;
    }

    private void hold(TenantContext context, String name, Severity severity, String token) {
        String key = context.companyId() + '/' + name;
        own.remove(key);
        own.put(key, new Held(clock.instant().plus(WINDOW), severity, token));
    }
}
