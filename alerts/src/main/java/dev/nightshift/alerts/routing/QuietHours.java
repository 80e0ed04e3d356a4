package dev.nightshift.alerts.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * When a contact sleeps, in their own time zone.
 *
 * @param from first minute of quiet
 * @param to first minute after it; before {@code from} when the night is between
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
    /**
     * When this quiet ends: the first moment at which the clock on the contact's wall shows a time
     * that is not quiet, also when it is put forward or back meanwhile; empty when it is not quiet
     * at that moment.
     */
    public Optional<Instant> endAfter(Instant moment) {
        Instant end = moment;
        while (isQuiet(end)) {
            end = next(end);
        }
        return end.equals(moment) ? Optional.empty() : Optional.of(end);
    }

    private boolean isQuiet(Instant moment) {
        LocalTime time = moment.atZone(zone).toLocalTime();
        return to.isBefore(from)
                ? !time.isBefore(from) || time.isBefore(to)
                : !time.isBefore(from) && time.isBefore(to);
    }

    /** The clock's next {@code to}, or the change of the clock that comes before it. */
    private Instant next(Instant quiet) {
        Duration left = Duration.between(quiet.atZone(zone).toLocalTime(), to);
        Instant end = quiet.plus(left.isPositive() ? left : left.plusDays(1));
        ZoneOffsetTransition change = zone.getRules().nextTransition(quiet);
        return change != null && change.getInstant().isBefore(end) ? change.getInstant() : end;
    }
}
