package dev.nightshift.app.http;

import dev.nightshift.app.terminal.Json;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.HealthLevel;
import dev.nightshift.platform.keyspaces.KeyHealth;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeySpace;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.keyspaces.SpaceHealth;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** How the key spaces were when they were last looked at, all companies together. Thread-safe. */
final class KeysPage implements Supplier<Answer> {
    private static final int COMPANIES_AT_ONCE = 1_000;
    private static final String UNKNOWN = "unknown";
    private static final String INVALID = "invalid";

    private final Companies companies;
    private final KeyHealthLedger ledger;
    private final Supplier<KeySpaces.Reading> spaces;

    KeysPage(Companies companies, KeyHealthLedger ledger, Supplier<KeySpaces.Reading> spaces) {
        this.companies = companies;
        this.ledger = ledger;
        this.spaces = spaces;
    }

    /**
     * All spaces; the names are the JSON contract.
     *
     * @param status invalid while a file is bad: nothing is looked at or removed then
     * @param problems for each file that is not understood its line, and what was expected
     */
    record Keys(
            String status,
            @Nullable Instant lastCheckedAt,
            List<String> problems,
            List<Space> spaces) {}

    /**
     * A space.
     *
     * @param total distinct keys of all companies
     * @param expired of them, those that were left
     * @param warningAt from so many expired keys of a company on
     * @param companiesWarning how many companies are there
     * @param lastCheckedAt the newest look; null before the first
     */
    record Space(
            String space,
            String store,
            String status,
            long total,
            long expired,
            long warningAt,
            long criticalAt,
            long companiesWarning,
            long companiesCritical,
            @Nullable Instant lastCheckedAt) {}

    @Override
    public Answer get() {
        Keys keys = keys();
        boolean bad =
                keys.status().equals(INVALID) || keys.status().equals(word(HealthLevel.CRITICAL));
        return Answer.json(bad ? Answer.UNAVAILABLE : Answer.OK, Json.line(keys));
    }

    Keys keys() {
        Map<String, Sum> sums = new LinkedHashMap<>();
        KeySpaces.Reading reading = spaces.get();
        List<KeySpace> all = reading.spaces().all();
        all.forEach(space -> sums.put(space.name(), new Sum()));
        looks().forEach(
                        health ->
                                health.spaces()
                                        .forEach(
                                                (name, found) -> {
                                                    // A space that is no more is of no interest.
                                                    Sum sum = sums.get(name);
                                                    if (sum != null) {
                                                        sum.add(found, health.checkedAt());
                                                    }
                                                }));
        List<Space> found = new ArrayList<>();
        for (KeySpace space : all) {
            found.add(sums.getOrDefault(space.name(), new Sum()).as(space));
        }
        Sum worst = new Sum();
        sums.values().forEach(worst::add);
        List<String> problems =
                reading.problems().stream().map(NightshiftException::message).toList();
        return new Keys(
                problems.isEmpty() ? worst.status() : INVALID,
                worst.at,
                problems,
                List.copyOf(found));
    }

    private List<KeyHealth> looks() {
        PlatformContext context =
                new PlatformContext(UUID.randomUUID().toString(), "health", "nightshift");
        List<CompanyId> ids = companies.list(context).stream().map(Company::id).toList();
        List<KeyHealth> looks = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += COMPANIES_AT_ONCE) {
            looks.addAll(
                    ledger.read(
                                    context,
                                    ids.subList(
                                            from, Math.min(ids.size(), from + COMPANIES_AT_ONCE)))
                            .values());
        }
        return looks;
    }

    private static String word(HealthLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** What companies have in a space. Used by one thread. */
    private static final class Sum {
        private long keys;
        private long expired;
        private long warning;
        private long critical;
        private HealthLevel level = HealthLevel.HEALTHY;
        private @Nullable Instant at;

        void add(SpaceHealth found, Instant checkedAt) {
            keys += found.keys();
            expired += found.expired();
            warning += found.level() == HealthLevel.WARNING ? 1 : 0;
            critical += found.level() == HealthLevel.CRITICAL ? 1 : 0;
            level = level.orWorse(found.level());
            later(checkedAt);
        }

        void add(Sum other) {
            level = level.orWorse(other.level);
            later(other.at);
        }

        private void later(@Nullable Instant moment) {
            Instant now = at;
            if (moment != null && (now == null || moment.isAfter(now))) {
                at = moment;
            }
        }

        String status() {
            return at == null ? UNKNOWN : word(level);
        }

        Space as(KeySpace space) {
            String store =
                    switch (space) {
                        case KeySpace.RedisSpace _ -> "redis";
                        case KeySpace.MongoSpace _ -> "mongodb";
                    };
            return new Space(
                    space.name(),
                    store,
                    status(),
                    keys,
                    expired,
                    space.thresholds().warning(),
                    space.thresholds().critical(),
                    warning,
                    critical,
                    at);
        }
    }
}
