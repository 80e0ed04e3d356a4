package dev.nightshift.jobs.backfill.company.task;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;

/** What everybody is told when a company is done with, or rolled back, or failed. */
public final class CompanyEnd {
    private static final Logger log = LoggerFactory.getLogger(CompanyEnd.class);
    private static final String TAB = "NIGHTSHIFT";
    private static final String MODULE = "BACKFILL";

    private CompanyEnd() {}

    /** Everything that could be done is. */
    public static void done(
            AlertService alerts, TenantContext context, CompanyRecord record, Instant now) {
        log(context, record, now, "backfill.company_done");
        ended(alerts, context, "%s is done with the company.".formatted(record.migration()));
    }

    /** What was changed is put back. */
    public static void rolledBack(
            AlertService alerts, TenantContext context, CompanyRecord record, Instant now) {
        log(context, record, now, "backfill.company_rolled_back");
        ended(
                alerts,
                context,
                "%s is rolled back for the company: %d documents were put back, %d were left alone."
                        .formatted(
                                record.migration(),
                                record.restored(),
                                record.counts().changed() - record.restored()));
    }

    private static void ended(AlertService alerts, TenantContext context, String message) {
        alerts.sendAlert(
                context,
                Alert.of("NIGHTSHIFT_BACKFILL_COMPANY_OK", Severity.INFO, message)
                        .withEventType(EventType.IMPORTANT_EVENT)
                        .withPlace(TAB, MODULE)
                        .withResolves("NIGHTSHIFT_BACKFILL_COMPANY_FAILED"));
    }

    static void failed(
            AlertService alerts, TenantContext context, CompanyRecord record, Instant now) {
        log(context, record, now, "backfill.company_failed");
        alerts.sendAlert(
                context,
                Alert.of(
                                "NIGHTSHIFT_BACKFILL_COMPANY_FAILED",
                                Severity.WARNING,
                                "%s failed for the company; see: nightshift backfill status %s"
                                        .formatted(record.migration(), record.migration()))
                        .withPlace(TAB, MODULE));
    }

    private static void log(
            TenantContext context, CompanyRecord record, Instant now, String event) {
        log.atInfo()
                .addKeyValue("companyId", context.companyId())
                .addKeyValue("requestId", context.requestId())
                .addKeyValue("feature", record.migration())
                .addKeyValue("module", "backfill")
                .addKeyValue("event", event)
                .addKeyValue("status", record.state())
                .addKeyValue("stage", record.stage())
                .addKeyValue("changed", record.counts().changed())
                .addKeyValue("unchanged", record.counts().unchanged())
                .addKeyValue("failed", record.counts().failed())
                .addKeyValue("conflicts", record.counts().conflicts())
                .addKeyValue("batches", record.counts().batches())
                .addKeyValue("restored", record.restored())
                .addKeyValue("changedSince", record.changedSince())
                .addKeyValue("durationMs", record.durationMs(now))
                .log(event);
    }
}
