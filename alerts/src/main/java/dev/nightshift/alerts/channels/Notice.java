package dev.nightshift.alerts.channels;

import dev.nightshift.alerts.Severity;

/**
 * What is sent.
 *
 * @param alertId the record's; also the key that makes two sendings the same incident
 * @param companies how many companies this is about
 * @param level 1 for the first sending
 * @param occurrences how often it was told
 * @param action what became of it
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
        Action action) {
    /** What became of an alert, in PagerDuty's words. */
    public enum Action {
        TRIGGER,
        ACKNOWLEDGE,
        RESOLVE
    }

    /** One line for a phone's screen. */
    public String subject() {
        return companies > 1
                ? "[%s] %s in %d companies".formatted(severity, code, companies)
                : "[%s] %s (%s)".formatted(severity, code, companyId);
    }

    /** All of it. */
    public String body() {
        return """
        %s

        %s
        Told %d times, level %d.
        Take it:  nightshift alerts ack %s --company %s
        """
                .formatted(subject(), message, occurrences, level, alertId, companyId);
    }
}
