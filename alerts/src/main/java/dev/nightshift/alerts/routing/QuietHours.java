package dev.nightshift.alerts.routing;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a contact sleeps, in their own time zone.
 *
 * @param from first minute of quiet
 * @param to first minute after it; before {@code from} when the night is between
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
    /** When this quiet ends; empty when it is not quiet at that moment. */
    public Optional<Instant> endAfter(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overnight = to.isBefore(from);
        boolean quiet =
                overnight
                        ? !time.isBefore(from) || time.isBefore(to)
                        : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return Optional.empty();
        }
        ZonedDateTime end = local.with(to);
        return Optional.of((end.isAfter(local) ? end : end.plusDays(1)).toInstant());
    }
}
