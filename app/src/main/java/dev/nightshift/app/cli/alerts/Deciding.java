package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.util.function.BiFunction;

/**
 * A decision about an alert of a company, or about one that stands for many: it is made, told to
 * whoever keeps an incident, and printed. That somebody cannot be told changes nothing about it.
 */
record Deciding(Session session, CompanyOption company, String id) {

    void decide(
            BiFunction<Alerts, TenantContext, Document> ofAlert,
            BiFunction<Alerts, PlatformContext, Document> ofGroup) {
        if (ServiceAlerts.isId(id)) {
            PlatformContext platform = session.platform("alerts");
            try (Alerts alerts = session.alerts("alerts")) {
                var _ = ofGroup.apply(alerts, platform);
                tell(() -> alerts.escalations(session.contacts()).follow(id));
                ServiceView.print(session.printer(), alerts.service().require(id));
            }
            return;
        }
        TenantContext context = session.existing(company.required(), "alerts");
        try (Alerts alerts = session.alerts("alerts")) {
            var _ = ofAlert.apply(alerts, context);
            tell(() -> alerts.escalations(session.contacts()).follow(context, id));
            AlertView.print(session.printer(), alerts.store().require(context, id));
        }
    }

    private void tell(Runnable incidents) {
        try {
            incidents.run();
        } catch (NightshiftException failed) {
            if (!session.printer().json()) {
                session.printer()
                        .note(
                                "It is decided; who keeps an incident is told later: "
                                        + failed.message());
            }
        }
    }
}
