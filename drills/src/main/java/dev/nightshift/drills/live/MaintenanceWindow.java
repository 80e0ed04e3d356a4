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

/**
 * While a drill lasts nobody is told of the alerts that it causes: these codes, of its companies
 * and of the service itself, and nothing else. A window that a dead process could not close ends by
 * itself an hour after it was opened. Used by one thread.
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
     * @throws NightshiftException MONGODB_UNAVAILABLE; then none is open
     */
    public static MaintenanceWindow open(
            Mutes mutes,
            PlatformContext context,
            List<String> codes,
            List<String> companies,
            InstantSource clock) {
        MaintenanceWindow window = new MaintenanceWindow(mutes);
        List<TenantContext> muted = new ArrayList<>();
        muted.add(context.service());
        companies.forEach(company -> muted.add(context.in(new CompanyId(company))));
        Instant until = clock.instant().plus(LONGEST);
        try {
            for (TenantContext one : muted) {
                for (String code : codes) {
                    window.windows.add(new Window(one, mutes.add(one, code, until)));
                }
            }
        } catch (RuntimeException failed) {
            window.close();
            throw failed;
        }
        return window;
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
