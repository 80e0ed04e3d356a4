package dev.nightshift.schedules.times;

import org.quartz.CronExpression;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;

/**
 * When a cron expression is due by the clock of a zone. A time of day comes once a day, also when
 * the clocks change: one that the clock skips is due at the moment it has moved on, one that comes
 * twice is due the first time. An expression of every hour, or of every so many from midnight,
 * follows the time that passes instead: it is due in both hours that are called the same.
 * Thread-safe.
 *
 * <p>Quartz's own reading of a zone loses a daily run in the spring gap and the first of the two
 * autumn hours, which is why it only reads the expression here, in a zone without changes.
 */
public final class FireTimes {
    private final CronExpression local;
    private final ZoneRules rules;
    private final boolean followsTime;

    private FireTimes(CronExpression local, ZoneRules rules, boolean followsTime) {
        this.local = local;
        this.rules = rules;
        this.followsTime = followsTime;
    }

    /**
     * Reads an expression.
     *
     * @throws ParseException with what is wrong with it
     */
    public static FireTimes of(String cron, ZoneId zone) throws ParseException {
        CronExpression expression = new CronExpression(cron);
        expression.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        String hours = cron.strip().split("\\s+")[2];
        boolean followsTime = hours.equals("*") || hours.startsWith("*/") || hours.startsWith("0/");
        return new FireTimes(expression, zone.getRules(), followsTime);
    }

    /** The next time after a moment; empty when the expression is never due again. */
    public Optional<Instant> after(Instant moment) {
        return followsTime ? rolling(moment) : daily(moment);
    }

    private Optional<Instant> rolling(Instant moment) {
        ZoneOffset offset = rules.getOffset(moment);
        Optional<Instant> next =
                next(LocalDateTime.ofInstant(moment, offset)).map(time -> time.toInstant(offset));
        ZoneOffsetTransition change = rules.nextTransition(moment);
        if (change == null || next.isEmpty() || next.get().isBefore(change.getInstant())) {
            return next;
        }
        // From just before the change by the clock that shows then: the change itself may be due.
        return rolling(change.getInstant(), change.getOffsetAfter());
    }

    private Optional<Instant> rolling(Instant change, ZoneOffset offset) {
        LocalDateTime from = LocalDateTime.ofInstant(change, offset).minusSeconds(1);
        return next(from)
                .map(time -> time.toInstant(offset))
                .flatMap(
                        next ->
                                rules.getOffset(next).equals(offset)
                                        ? Optional.of(next)
                                        : rolling(change));
    }

    private Optional<Instant> daily(Instant moment) {
        LocalDateTime from = LocalDateTime.ofInstant(moment, rules.getOffset(moment));
        while (true) {
            Optional<LocalDateTime> next = next(from);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Instant due = instant(next.get());
            if (due.isAfter(moment)) {
                return Optional.of(due);
            }
            from = next.get();
        }
    }

    private Instant instant(LocalDateTime time) {
        ZoneOffsetTransition change = rules.getTransition(time);
        if (change == null) {
            return time.toInstant(rules.getOffset(time));
        }
        return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
    }

    private Optional<LocalDateTime> next(LocalDateTime from) {
        Date next = local.getTimeAfter(Date.from(from.toInstant(ZoneOffset.UTC)));
        return Optional.ofNullable(next)
                .map(date -> LocalDateTime.ofInstant(date.toInstant(), ZoneOffset.UTC));
    }
}
