package dev.nightshift.platform.keyspaces;

import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How the keys of many companies were when it was last looked.
 *
 * @param companies all of them
 * @param looked of them, those that were ever looked at
 * @param levels how many of those are at each level
 * @param worst the worst of them; HEALTHY when none was looked at
 * @param atWorst the companies at the worst level, when that is not HEALTHY; by id
 * @param old of them, those whose last look was too long ago
 * @param newest when it was last looked at one; null when it never was
 */
public record KeyHealthSummary(
        int companies,
        int looked,
        Map<HealthLevel, Integer> levels,
        HealthLevel worst,
        List<CompanyId> atWorst,
        int old,
        @Nullable Instant newest) {
    private static final int AT_ONCE = 1_000;
    private static final int NAMED = 3;

    public KeyHealthSummary {
        levels = Map.copyOf(levels);
        atWorst = List.copyOf(atWorst);
    }

    /** Of these companies. */
    public static KeyHealthSummary of(
            KeyHealthLedger ledger,
            PlatformContext context,
            List<CompanyId> companies,
            Instant now) {
        Map<HealthLevel, List<CompanyId>> byLevel = new EnumMap<>(HealthLevel.class);
        Instant newest = null;
        int old = 0;
        for (int from = 0; from < companies.size(); from += AT_ONCE) {
            List<CompanyId> page =
                    companies.subList(from, Math.min(companies.size(), from + AT_ONCE));
            for (Map.Entry<CompanyId, KeyHealthLedger.KeyLevel> one :
                    ledger.levels(context, page).entrySet()) {
                KeyHealthLedger.KeyLevel health = one.getValue();
                byLevel.computeIfAbsent(health.level(), level -> new ArrayList<>())
                        .add(one.getKey());
                old += health.isOld(now) ? 1 : 0;
                newest =
                        newest == null || health.checkedAt().isAfter(newest)
                                ? health.checkedAt()
                                : newest;
            }
        }
        Map<HealthLevel, Integer> levels = new EnumMap<>(HealthLevel.class);
        for (HealthLevel level : HealthLevel.values()) {
            levels.put(level, byLevel.getOrDefault(level, List.of()).size());
        }
        HealthLevel worst =
                byLevel.keySet().stream().reduce(HealthLevel.HEALTHY, HealthLevel::orWorse);
        return new KeyHealthSummary(
                companies.size(),
                levels.values().stream().mapToInt(Integer::intValue).sum(),
                levels,
                worst,
                worst == HealthLevel.HEALTHY
                        ? List.of()
                        : byLevel.getOrDefault(worst, List.of()).stream().sorted().toList(),
                old,
                newest);
    }

    /** How many companies are at a level. */
    public int at(HealthLevel level) {
        return levels.getOrDefault(level, 0);
    }

    /** Some of those at the worst level, for an operator. */
    public String worstNamed() {
        return "%s%s"
                .formatted(
                        String.join(
                                ", ", atWorst.stream().limit(NAMED).map(CompanyId::value).toList()),
                        atWorst.size() > NAMED ? " and more" : "");
    }
}
