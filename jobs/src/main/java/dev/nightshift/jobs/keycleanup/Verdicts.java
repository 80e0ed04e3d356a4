package dev.nightshift.jobs.keycleanup;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.keyspaces.HealthLevel;
import dev.nightshift.platform.keyspaces.KeyHealth;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeySpace;
import dev.nightshift.platform.keyspaces.SpaceHealth;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says how each company's keys are, and tells when that is worse or better than the last time. What
 * is told is told before it is written down: a run that dies between the two tells it again, and
 * the adapter suppresses the repetition. Thread-safe.
 */
final class Verdicts {
    static final String WARNING = "NIGHTSHIFT_KEY_CLEANUP_LEVEL_WARNING";
    static final String CRITICAL = "NIGHTSHIFT_KEY_CLEANUP_LEVEL_CRITICAL";
    static final String HEALTHY = "NIGHTSHIFT_KEY_CLEANUP_LEVEL_HEALTHY";
    static final String SEEN = "NIGHTSHIFT_KEY_CLEANUP_RUN_OK";

    private final PlatformContext context;
    private final List<KeySpace> spaces;
    private final Set<String> configured;
    private final KeyHealthLedger ledger;
    private final AlertService alerts;
    private final boolean ofAll;
    private final InstantSource clock;

    /**
     * For a run.
     *
     * @param spaces those that were looked at
     * @param configured names of all that there are: what was found in others is forgotten
     * @param ofAll whether it is a run of the platform: nobody else gives its signs of life then
     */
    Verdicts(
            PlatformContext context,
            List<KeySpace> spaces,
            Set<String> configured,
            KeyHealthLedger ledger,
            AlertService alerts,
            boolean ofAll,
            InstantSource clock) {
        this.context = context;
        this.spaces = spaces;
        this.configured = Set.copyOf(configured);
        this.ledger = ledger;
        this.alerts = alerts;
        this.ofAll = ofAll;
        this.clock = clock;
    }

    void tell(List<CompanyId> companies, Tally tally) {
        Map<CompanyId, KeyHealth> before = ledger.read(context, companies);
        Map<CompanyId, KeyHealth> found = new LinkedHashMap<>();
        for (CompanyId company : companies) {
            KeyHealth last = before.get(company);
            KeyHealth health = health(company, last, tally);
            found.put(company, health);
            tell(context.in(company), last == null ? HealthLevel.HEALTHY : last.level(), health);
        }
        ledger.write(context, found);
    }

    private KeyHealth health(CompanyId company, @Nullable KeyHealth last, Tally tally) {
        Map<String, SpaceHealth> all = new LinkedHashMap<>(last == null ? Map.of() : last.spaces());
        all.keySet().retainAll(configured);
        for (KeySpace space : spaces) {
            Tally.Counts counts = tally.of(company.value(), space.name());
            all.put(
                    space.name(),
                    new SpaceHealth(
                            counts.keys(),
                            counts.left(),
                            counts.removed(),
                            space.thresholds().level(counts.left())));
        }
        return new KeyHealth(clock.instant(), all);
    }

    private void tell(TenantContext company, HealthLevel before, KeyHealth health) {
        HealthLevel level = health.level();
        if (level != before) {
            alerts.sendAlert(company, changed(company.company(), before, level, health));
        }
        if (ofAll) {
            alerts.sendAlert(
                    company,
                    Alert.of(SEEN, Severity.INFO, "The company's keys were looked at.")
                            .withEventType(EventType.IMPORTANT_EVENT));
        }
    }

    /** One level at a time is open: what is told ends what was told before. */
    private static Alert changed(
            CompanyId company, HealthLevel before, HealthLevel level, KeyHealth health) {
        return switch (level) {
            case HEALTHY ->
                    Alert.of(HEALTHY, Severity.INFO, "Few expired keys are left.")
                            .withEventType(EventType.IMPORTANT_EVENT)
                            .withResolves(before == HealthLevel.CRITICAL ? CRITICAL : WARNING);
            case WARNING ->
                    Alert.of(WARNING, Severity.WARNING, left(company, health))
                            .withResolves(CRITICAL);
            case CRITICAL ->
                    Alert.of(CRITICAL, Severity.CRITICAL, left(company, health))
                            .withResolves(WARNING);
        };
    }

    private static String left(CompanyId company, KeyHealth health) {
        return "Expired keys are left: %s. To remove them: nightshift keys clean --company %s"
                .formatted(
                        health.spaces().entrySet().stream()
                                .filter(space -> space.getValue().level() != HealthLevel.HEALTHY)
                                .sorted(Map.Entry.comparingByKey())
                                .map(
                                        space ->
                                                "%d in %s"
                                                        .formatted(
                                                                space.getValue().expired(),
                                                                space.getKey()))
                                .collect(Collectors.joining(", ")),
                        company);
    }
}
