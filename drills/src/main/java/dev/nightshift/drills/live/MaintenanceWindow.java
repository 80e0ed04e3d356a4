package dev.nightshift.drills.live;

import dev.nightshift.alerts.escalation.Mutes;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * While a drill lasts nobody is told of the alerts that it causes: these codes, of its companies.
 * The service's own are muted only by a drill whose faults are felt by the service, and no longer
 * than a fault may last: what they tell of is an outage then. A window that a dead process could
 * not close ends by itself, an hour after it was opened at the latest. Used by one thread.
 */
public final class MaintenanceWindow implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(MaintenanceWindow.class);

    private record Window(TenantContext context, String id) {}

    private final Mutes mutes;
    private final List<Window> windows = new ArrayList<>();

    private MaintenanceWindow(Mutes mutes) {
        this.mutes = mutes;
    }

    /**
     * Opens it.
     *
     * @param codes that the drill causes
     * @param companies that its load works for
     * @param service how long the service's own alerts of these codes are muted; empty when they
     *     are not, because only the load of the drill feels it
     * @throws NightshiftException MONGODB_UNAVAILABLE; then none is open
     */
    public static MaintenanceWindow open(
            Mutes mutes,
            PlatformContext context,
            List<String> codes,
            List<String> companies,
            Optional<Duration> service,
            InstantSource clock) {
        MaintenanceWindow window = new MaintenanceWindow(mutes);
        Instant now = clock.instant();
        try {
            for (String code : codes) {
                for (String company : companies) {
                    window.add(context.in(new CompanyId(company)), code, now.plus(LONGEST));
                }
                service.ifPresent(atMost -> window.add(context.service(), code, now.plus(atMost)));
            }
        } catch (RuntimeException failed) {
            window.close();
            throw failed;
        }
        return window;
    }

    private void add(TenantContext muted, String code, Instant until) {
        windows.add(new Window(muted, mutes.add(muted, code, until)));
    }

    /** Closes it; what cannot be closed is said in the log and ends by itself. */
    @Override
    public void close() {
        for (Window window : windows) {
            try {
                mutes.end(window.context(), window.id());
            } catch (NightshiftException away) {
                log.atWarn()
                        .addKeyValue("module", "drills")
                        .addKeyValue("event", "window.stays")
                        .addKeyValue("companyId", window.context().companyId())
                        .log("A maintenance window ends by itself: {}", away.message());
            }
        }
    }
}
