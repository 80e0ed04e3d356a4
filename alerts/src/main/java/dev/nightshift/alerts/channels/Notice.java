package dev.nightshift.alerts.channels;

import dev.nightshift.alerts.Severity;

import java.util.List;
import java.util.Locale;

/**
 * What is sent.
 *
 * @param alertId the record's; also the key that makes two sendings the same incident
 * @param companyId of the alert, or of one of the alerts
 * @param companies how many companies this is about
 * @param level 1 for the first sending
 * @param occurrences how often it was told; of a group or a digest, how many alerts it stands for
 * @param action what became of it
 * @param kind whether it is about one alert or many
 * @param lines what it stands for, a line each; empty for one alert
 */
public record Notice(
        String alertId,
        String companyId,
        int companies,
        String code,
        Severity severity,
        String message,
        int level,
        long occurrences,
        Action action,
        Kind kind,
        List<String> lines) {
    /** What became of an alert, in PagerDuty's words. */
    public enum Action {
        TRIGGER,
        ACKNOWLEDGE,
        RESOLVE;

        /** The action of that name, as it is stored. */
        public static Action of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** What a notice is about. */
    public enum Kind {
        /** One alert. */
        ALERT,
        /** Several that are the same piece of news. */
        GROUP,
        /** What waited for the end of a contact's quiet hours. */
        DIGEST
    }

    public Notice {
        lines = List.copyOf(lines);
    }

    /** About one alert of one company. */
    public static Notice ofAlert(
            String alertId,
            String companyId,
            String code,
            Severity severity,
            String message,
            int level,
            long occurrences,
            Action action) {
        return new Notice(
                alertId,
                companyId,
                1,
                code,
                severity,
                message,
                level,
                occurrences,
                action,
                Kind.ALERT,
                List.of());
    }

    /** One line for a phone's screen. */
    public String subject() {
        return switch (kind) {
            case ALERT -> "[%s] %s (%s)".formatted(severity, code, companyId);
            case GROUP ->
                    "[%s] %s: %s in %s"
                            .formatted(
                                    severity,
                                    code,
                                    count(occurrences, "alert", "alerts"),
                                    companies == 1
                                            ? companyId
                                            : count(companies, "company", "companies"));
            case DIGEST ->
                    "[%s] %s waited for the morning"
                            .formatted(severity, count(occurrences, "alert", "alerts"));
        };
    }

    /** All of it. */
    public String body() {
        return "%s%n%n%s%n%s%s"
                .formatted(subject(), message, listed(), command())
                .replace("\r\n", "\n");
    }

    private String listed() {
        return lines.isEmpty() ? "" : "\n" + String.join("\n", lines) + "\n\n";
    }

    private String command() {
        return switch (kind) {
            case ALERT ->
                    "Told %s, level %d.%nTake it:  nightshift alerts ack %s --company %s%n"
                            .formatted(
                                    count(occurrences, "time", "times"), level, alertId, companyId);
            case GROUP ->
                    "Level %d.%nTake all of it:  nightshift alerts ack %s%n"
                            .formatted(level, alertId);
            case DIGEST ->
                    "Look at them:  nightshift alerts list --open --company COMPANY%n".formatted();
        };
    }

    private static String count(long number, String one, String more) {
        return "%d %s".formatted(number, number == 1 ? one : more);
    }
}
