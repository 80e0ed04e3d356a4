package dev.nightshift.platform.isolation;

import dev.nightshift.platform.redis.AlertClaims;
import dev.nightshift.platform.redis.Leases;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.TenantContext;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Every kind of key in Redis, tried by a company that it is not of; and that a write clears it. */
final class KeyDoors {
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final TenantCache cache;
    private final Leases leases;
    private final AlertClaims claims;
    private final TenantContext owner;
    private final TenantContext other;

    /** Claims outlive a trial by minutes: the next one must not meet them. */
    private final String claimed = UUID.randomUUID().toString();

    KeyDoors(RedisStores redis, TenantCache cache, TenantContext owner, TenantContext other) {
        this.cache = cache;
        this.leases = new Leases(redis);
        this.claims = new AlertClaims(redis);
        this.owner = owner;
        this.other = other;
    }

    void tryAll(Doors doors) {
        doors.holds(
                "cache: company", () -> !company(owner, "own").equals(company(other, "others")));
        doors.holds("cache: flag", () -> !flag(owner, "own").equals(flag(other, "others")));
        doors.holds(
                "cache: session",
                () -> cache.keepSession(owner, "s", "own") && cache.session(other, "s").isEmpty());
        doors.holds(
                "keys: idempotency",
                () -> leases.claim(owner, claimed) && leases.claim(other, claimed));
        doors.holds("keys: lock", this::locksApart);
        doors.holds(
                "keys: alert",
                () ->
                        claims.claim(owner, claimed, 1, "own", SHORT)
                                && claims.claim(other, claimed, 1, "others", SHORT));
        doors.holds(
                "cache: clearing another's",
                () -> {
                    cache.purge(other);
                    return company(owner, "new").equals("own");
                });
        doors.holds(
                "cache: cleared by a write",
                () -> {
                    cache.invalidate(owner);
                    return company(owner, "new").equals("new")
                            && flag(owner, "new").equals("new")
                            && cache.session(owner, "s").isEmpty();
                });
    }

    private boolean locksApart() {
        Optional<Leases.Lock> own = leases.tryLock(owner, "lock", SHORT);
        Optional<Leases.Lock> others = leases.tryLock(other, "lock", SHORT);
        boolean apart = own.isPresent() && others.isPresent();
        own.ifPresent(Leases.Lock::release);
        others.ifPresent(Leases.Lock::release);
        return apart;
    }

    private String company(TenantContext context, String source) {
        return cache.company(context, () -> Optional.of(source)).orElse("");
    }

    private String flag(TenantContext context, String source) {
        return cache.flag(context, "isolation", () -> Optional.of(source)).orElse("");
    }
}
