package dev.nightshift.schedules.fire;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.schedules.Schedule;

import java.util.List;
import java.util.Map;

/**
 * Tells what became of a schedule, and gives its sign of life after success: for each company that
 * it works for, or for the service itself when its job works for all at once. The schedule of
 * {@code inbox-import} raises {@code NIGHTSHIFT_SCHEDULE_INBOX_IMPORT_MISSED} and the like, and
 * {@code NIGHTSHIFT_SCHEDULE_INBOX_IMPORT_OK}. Thread-safe.
 */
public final class ScheduleAlerts {
    private static final String TAB = "NIGHTSHIFT";
    private static final String MODULE = "SCHEDULE";

    private final AlertService alerts;

    /** Raises what this service takes. */
    public ScheduleAlerts(AlertService alerts) {
        this.alerts = alerts;
    }

    /**
     * Tells of something that should not have been.
     *
     * @param companies ignored when the job works for all at once
     */
    public void tell(
            PlatformContext context,
            List<CompanyId> companies,
            Schedule schedule,
            Trouble trouble,
            String message) {
        for (TenantContext told : told(context, companies, schedule)) {
            tell(told, schedule, trouble, message);
        }
    }

    /** The same where it is not known whom the schedule works for. */
    public void tellService(
            PlatformContext context, Schedule schedule, Trouble trouble, String message) {
        tell(context.service(), schedule, trouble, message);
    }

    private void tell(TenantContext told, Schedule schedule, Trouble trouble, String message) {
        alerts.sendAlert(
                told,
                Alert.of(code(schedule, trouble.name()), trouble.severity(), message)
                        .withPlace(TAB, place(schedule))
                        .withMeta(meta(schedule)));
    }

    /** Gives the sign of life of a schedule whose runs are done. */
    public void beat(PlatformContext context, List<CompanyId> companies, Schedule schedule) {
        for (TenantContext told : told(context, companies, schedule)) {
            alerts.sendAlert(
                    told,
                    Alert.of(
                                    code(schedule, "OK"),
                                    Severity.INFO,
                                    "The schedule %s is done.".formatted(schedule.name()))
                            .withEventType(EventType.IMPORTANT_EVENT)
                            .withPlace(TAB, MODULE)
                            .withMeta(meta(schedule)));
        }
    }

    private static List<TenantContext> told(
            PlatformContext context, List<CompanyId> companies, Schedule schedule) {
        return switch (schedule.job().scope()) {
            case PLATFORM -> List.of(context.service());
            case COMPANY -> companies.stream().map(context::in).toList();
        };
    }

    /** Two rows of one job are two matters: neither hides behind the open alert of the other. */
    private static String place(Schedule schedule) {
        return schedule.name().equals(schedule.job().jobName())
                ? MODULE
                : MODULE + ":" + schedule.name();
    }

    private static String code(Schedule schedule, String cause) {
        return "NIGHTSHIFT_SCHEDULE_" + schedule.job().name() + "_" + cause;
    }

    private static Map<String, String> meta(Schedule schedule) {
        return Map.of("schedule", schedule.name(), "owner", schedule.owner());
    }
}
