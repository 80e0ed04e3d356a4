package dev.nightshift.alerts.routing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
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
        LocalDateTime day = local.toLocalDate().atTime(to);
        LocalDateTime end = time.isBefore(to) ? day : day.plusDays(1);
        return Optional.of(instant(end, moment));
    }

    /** That time on the clock; when the clock skips it, the moment at which it does. */
    private Instant instant(LocalDateTime end, Instant after) {
        ZoneOffsetTransition change = zone.getRules().getTransition(end);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        Instant first = end.atZone(zone).toInstant();
        // When the clock goes back it may show that time twice.
        return first.isAfter(after)
                ? first
                : end.atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }
}
