package dev.nightshift.app.review;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.alerts.store.SevereAlerts;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What was raised in 24 hours; red while something of it is open and nobody took it. */
public final class AlertsLine implements Supplier<ReviewLine> {
    private static final String CHECK = "alerts";
    private static final Duration LATELY = Duration.ofHours(24);
    private static final int NAMED = 3;

    private final SevereAlerts store;
    private final ServiceAlerts service;
    private final Supplier<List<Company>> companies;
    private final PlatformContext context;
    private final Instant since;
    private final List<String> untaken = new ArrayList<>();
    private String first = "";
    private long critical;
    private long warning;

    /**
     * Used once.
     *
     * @param companies all of them
     */
    public AlertsLine(
            SevereAlerts store,
            ServiceAlerts service,
            Supplier<List<Company>> companies,
            PlatformContext context,
            Instant now) {
        this.store = store;
        this.service = service;
        this.companies = companies;
        this.context = context;
        this.since = now.minus(LATELY);
    }

    @Override
    public ReviewLine get() {
        List<CompanyId> all =
                Stream.concat(
                                Stream.of(PlatformContext.SERVICE),
                                companies.get().stream().map(Company::id))
                        .toList();
        store.since(context, all, since).forEach(this::count);
        service.list(false, 0).stream()
                .filter(alert -> !alert.getDate("lastAt").toInstant().isBefore(since))
                .forEach(alert -> count(alert, alert.get("resolution") == null, "--service"));
        String found = "%d CRITICAL, %d WARNING in 24 h".formatted(critical, warning);
        if (untaken.isEmpty()) {
            return ReviewLine.green(CHECK, found + "; none is open and untaken");
        }
        String named = String.join(", ", untaken.subList(0, Math.min(NAMED, untaken.size())));
        return ReviewLine.red(
                CHECK,
                "%s; %d open and untaken: %s%s"
                        .formatted(
                                found,
                                untaken.size(),
                                named,
                                untaken.size() > NAMED ? " and more" : ""),
                "nightshift alerts list " + first);
    }

    private void count(CompanyId company, List<Document> alerts) {
        alerts.forEach(
                alert ->
                        count(alert, alert.containsKey("openKey"), "--company " + company.value()));
    }

    private void count(Document alert, boolean open, String whose) {
        switch (Severity.valueOf(alert.getString("severity"))) {
            case CRITICAL -> critical++;
            case WARNING -> warning++;
            case INFO -> {
                return;
            }
        }
        if (open && alert.get("ack") == null) {
            first = untaken.isEmpty() ? whose : first;
            untaken.add(
                    "%s (%s)"
                            .formatted(
                                    alert.getString("code"),
                                    whose.substring(whose.lastIndexOf(' ') + 1).replace("--", "")));
        }
    }
}
