package dev.nightshift.app.review;

import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.HealthLevel;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeyHealthSummary;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.ScheduledJob;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How many companies have too many expired keys; red where something is broken, and while a file of
 * key spaces is not understood: nothing is looked at or removed then.
 */
public final class KeysLine implements Supplier<ReviewLine> {
    private static final String CHECK = "keys";
    private static final String CHECK_ALL = "nightshift keys check --all";

    private final Supplier<KeySpaces.Reading> spaces;
    private final Supplier<KeyHealthLedger> ledger;
    private final FirstTimes first;
    private final Supplier<List<Company>> companies;
    private final PlatformContext context;
    private final Instant now;

    /**
     * @param ledger asked for last: a file is bad also while MongoDB is away
     * @param companies all of them
     */
    public KeysLine(
            Supplier<KeySpaces.Reading> spaces,
            Supplier<KeyHealthLedger> ledger,
            FirstTimes first,
            Supplier<List<Company>> companies,
            PlatformContext context,
            Instant now) {
        this.spaces = spaces;
        this.ledger = ledger;
        this.first = first;
        this.companies = companies;
        this.context = context;
        this.now = now;
    }

    @Override
    public ReviewLine get() {
        return spaces.get()
                .problem()
                .map(
                        problem ->
                                ReviewLine.red(
                                        CHECK, problem.message() + lastLook(), problem.hint()))
                .orElseGet(this::health);
    }

    private String lastLook() {
        try {
            return " The last look: %s.".formatted(health().found());
        } catch (NightshiftException away) {
            // Other lines tell of that.
            return "";
        }
    }

    private ReviewLine health() {
        KeyHealthSummary health =
                KeyHealthSummary.of(
                        ledger.get(),
                        context,
                        companies.get().stream().map(Company::id).toList(),
                        now);
        Instant newest = health.newest();
        if (newest == null) {
            return first.never(CHECK, "never checked", CHECK_ALL, ScheduledJob.KEY_CLEANUP);
        }
        int never = health.companies() - health.looked();
        String found =
                "%s; companies critical: %d, warning: %d, healthy: %d%s, %s"
                        .formatted(
                                health.worst().name().toLowerCase(Locale.ROOT),
                                health.at(HealthLevel.CRITICAL),
                                health.at(HealthLevel.WARNING),
                                health.at(HealthLevel.HEALTHY),
                                never == 0 ? "" : ", never checked: " + never,
                                Age.of(newest, now));
        if (health.worst() == HealthLevel.CRITICAL) {
            return ReviewLine.red(
                    CHECK,
                    "%s: %s".formatted(found, health.worstNamed()),
                    "nightshift keys clean --company "
                            + health.atWorst().getFirst()
                            + " --dry-run");
        }
        return health.old() > 0
                ? ReviewLine.red(
                        CHECK, "%s; too long ago: %d".formatted(found, health.old()), CHECK_ALL)
                : ReviewLine.green(CHECK, found);
    }
}
