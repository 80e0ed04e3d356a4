package dev.nightshift.app.cli.slo;

import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.app.cli.Session;
import dev.nightshift.jobs.sloprobe.plan.SloPlans;

/** The plans of a session's settings. */
final class Plans {
    private Plans() {}

    static SloPlans of(Session session) {
        return SloPlans.load(
                session.settings().dataDir().resolve("slo"),
                RegistryLoader.load(session.settings().registryDir()).orThrow());
    }
}
