package dev.nightshift.jobs.keycleanup;

import dev.nightshift.platform.keyspaces.KeySpace.RedisSpace;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.readers.redis.KeyBatch;
import dev.nightshift.writers.redis.ExpiredKeys;
import dev.nightshift.writers.redis.Swept;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells keys of Redis apart by space and company, has the expired ones removed where it is to, and
 * counts. What companies that are gone left is only counted at first: whether they are is judged by
 * all that was seen, and what is theirs goes in a pass of its own. Used by one thread.
 */
final class KeyWork {
    private static final String SERVER = "keys.counted";

    private final KeyCleanupRequest request;
    private final List<RedisSpace> spaces;
    private final OrphanGuard guard;
    private final ExpiredKeys keys;
    private final Tally tally;
    private final Strangers strangers;
    private final Instant now;
    private final DistinctKeys seen;
    private String server = "";
    private boolean goesOn;

    /** Keys of one space, by whether their company is known. */
    private record Sorted(List<String> live, List<String> gone) {}

    KeyWork(
            KeyCleanupRequest request,
            List<RedisSpace> spaces,
            OrphanGuard guard,
            int companies,
            ExpiredKeys keys,
            Tally tally,
            DistinctKeys seen,
            Instant now) {
        this.request = request;
        this.spaces = spaces;
        this.guard = guard;
        this.keys = keys;
        this.tally = tally;
        this.strangers = new Strangers(companies);
        this.seen = seen;
        this.now = now;
    }

    void restore(ExecutionContext position) {
        strangers.restore(position);
        server = position.getString(SERVER, "");
        goesOn = !server.isEmpty();
    }

    void store(ExecutionContext position) {
        strangers.store(position);
        position.putString(SERVER, server);
    }

    /**
     * To be asked before keys are counted: whether they are another server's than the last. Another
     * one, or one that was restarted, is gone through from its beginning: so are the counts.
     */
    boolean beginsAnew(KeyBatch batch) {
        String present = batch.position().server();
        boolean anew = !server.isEmpty() && !server.equals(present);
        if (anew) {
            tally.settle(spaces.stream().map(RedisSpace::name).toList());
            strangers.clear();
            seen.clear();
            goesOn = false;
        }
        server = present;
        return anew;
    }

    /** Why keys that are counted may not be as many distinct ones; empty when they are. */
    Optional<String> inexact() {
        if (!seen.exact()) {
            return Optional.of(
                    ("Only %d distinct keys are told apart: of those beyond, one that Redis showed"
                                    + " twice is counted twice")
                            .formatted(seen.most()));
        }
        // Which keys an earlier attempt saw is not kept: that would be all of them.
        return goesOn
                ? Optional.of(
                        "The run was interrupted while it counted keys: one that Redis showed"
                                + " before and afterwards is counted twice")
                : Optional.empty();
    }

    /** Counts keys, and removes those that have expired. */
    void sweep(KeyBatch batch) {
        Map<RedisSpace, Sorted> sorted = new LinkedHashMap<>();
        for (String key : batch.keys()) {
            for (RedisSpace space : spaces) {
                String company = space.pattern().company(key).orElse(null);
                if (company != null) {
                    sort(sorted, space, key, company);
                    break;
                }
            }
        }
        sorted.forEach(this::sweep);
    }

    private void sort(
            Map<RedisSpace, Sorted> sorted, RedisSpace space, String key, String company) {
        if (company.equals(PlatformContext.SERVICE.value())) {
            return;
        }
        boolean live = guard.knows(company);
        if (!live && request.company() != null) {
            return;
        }
        if (!seen.add(key)) {
            return;
        }
        Sorted some =
                sorted.computeIfAbsent(
                        space, any -> new Sorted(new ArrayList<>(), new ArrayList<>()));
        (live ? some.live() : some.gone()).add(key);
        tally.of(live ? company : Tally.GONE, space.name()).add(1, 0, 0);
        if (!live) {
            strangers.add(space.name(), company);
        }
    }

    private void sweep(RedisSpace space, Sorted sorted) {
        count(space, keys.sweep(space, sorted.live(), now));
        if (sorted.gone().isEmpty()) {
            return;
        }
        count(
                space,
                space.goesWithCompany()
                        ? new Swept(reallyGone(space, sorted.gone(), false), List.of())
                        : keys.sweep(space, sorted.gone(), now));
    }

    // A company that was added since the run began has keys already.
    private List<String> reallyGone(RedisSpace space, List<String> orphans, boolean toRemove) {
        Set<String> gone =
                guard.gone(
                        orphans.stream()
                                .map(key -> company(space, key))
                                .collect(Collectors.toSet()),
                        toRemove);
        return orphans.stream().filter(key -> gone.contains(company(space, key))).toList();
    }

    /**
     * Whether companies that are gone left keys; to be asked when all keys were seen.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException COMPANIES_DOUBTFUL when it is not
     *     to be believed that they are gone
     */
    boolean hasOrphans() {
        boolean found = false;
        for (RedisSpace space : spaces) {
            long orphans = space.goesWithCompany() ? orphans(space).expired() : 0;
            if (orphans > 0) {
                guard.require(space.name(), companies(space), tally.companies(), () -> orphans);
                found = true;
            }
        }
        return found;
    }

    /** What an operator should know before what is gone is removed, by space. */
    Map<String, String> doubts() {
        Map<String, String> doubts = new LinkedHashMap<>();
        for (RedisSpace space : spaces) {
            String doubt =
                    space.goesWithCompany()
                            ? guard.doubt(space.name(), companies(space), tally.companies())
                            : null;
            if (doubt != null) {
                doubts.put(space.name(), doubt);
            }
        }
        return doubts;
    }

    private Set<String> companies(RedisSpace space) {
        Set<String> companies = new HashSet<>(tally.companies(space.name()));
        companies.addAll(strangers.in(space.name()));
        return companies;
    }

    private Tally.Counts orphans(RedisSpace space) {
        return tally.of(Tally.GONE, space.name());
    }

    /** Removes keys of companies that are gone. */
    void removeOrphans(KeyBatch batch) {
        for (RedisSpace space : spaces) {
            if (!space.goesWithCompany()) {
                continue;
            }
            List<String> orphans =
                    batch.keys().stream()
                            .filter(
                                    key ->
                                            space.pattern()
                                                    .company(key)
                                                    .filter(company -> !guard.knows(company))
                                                    .isPresent())
                            .toList();
            if (!orphans.isEmpty()) {
                Swept swept = keys.orphans(space, reallyGone(space, orphans, true));
                orphans(space).removed(swept.removed().size());
            }
            if (batch.position().ended()) {
                // A batch that was repeated did not find again what it had removed.
                orphans(space).allRemoved();
            }
        }
    }

    private void count(RedisSpace space, Swept swept) {
        for (String key : swept.expired()) {
            tally.of(row(space, key), space.name()).add(0, 1, 0);
        }
        for (String key : swept.removed()) {
            tally.of(row(space, key), space.name()).add(0, 0, 1);
        }
    }

    private String row(RedisSpace space, String key) {
        String company = company(space, key);
        return guard.knows(company) ? company : Tally.GONE;
    }

    private static String company(RedisSpace space, String key) {
        return space.pattern().company(key).orElseThrow();
    }
}
