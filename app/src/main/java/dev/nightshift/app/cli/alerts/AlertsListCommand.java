package dev.nightshift.app.cli.alerts;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.LimitOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code alerts list}. */
@Command(name = "list", description = "Lists a company's alerts, the last changed first.")
public final class AlertsListCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Mixin private LimitOption limit = new LimitOption();

    @Option(names = "--open", description = "Only those that are not resolved.")
    private boolean open;

    @Option(
            names = "--service",
            description = "Those of no company: storms, servers that are away, channels that rest.")
    private boolean service;

    private final Session session;

    /** The command in a session. */
    public AlertsListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (service) {
            List<ServiceView> of =
                    session.serviceAlerts().list(open, limit.orAll()).stream()
                            .map(ServiceView::of)
                            .toList();
            session.printer().result(of, ServiceView::table);
            return 0;
        }
        TenantContext context = session.existing(company.required(), "alerts");
        Document filter =
                open ? new Document("openKey", new Document("$exists", true)) : new Document();
        List<AlertView> alerts =
                session.alertStore().list(context, filter, limit.orAll()).stream()
                        .map(AlertView::of)
                        .toList();
        session.printer().result(alerts, AlertView::table);
        return 0;
    }
}
