package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When people are told of an alert that nobody took, counted from its first moment: CRITICAL at 0,
 * 30, 60, 90 and 105 minutes and then every 15 up to the twentieth time, with a call from the
 * fourth on; WARNING at 0, 1, 2 and 3 hours; INFO never.
 */
public final class Timetable {
    private static final List<Duration> CRITICAL =
            List.of(
                    Duration.ZERO,
                    Duration.ofMinutes(30),
                    Duration.ofMinutes(60),
                    Duration.ofMinutes(90),
                    Duration.ofMinutes(105));
    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final int MOST = 20;
    private static final int WARNINGS = 4;
    private static final int CALLS_FROM = 4;

    private Timetable() {}

    /**
     * When level {@code level} (1 is the first) is due after the alert's begin; empty for never.
     */
    public static Optional<Duration> at(Severity severity, int level) {
        return switch (severity) {
            case INFO -> Optional.empty();
            case WARNING ->
                    level <= WARNINGS
                            ? Optional.of(Duration.ofHours(level - 1L))
                            : Optional.empty();
            case CRITICAL -> {
                if (level > MOST) {
                    yield Optional.empty();
                }
                yield Optional.of(
                        level <= CRITICAL.size()
                                ? CRITICAL.get(level - 1)
                                : CRITICAL.getLast()
                                        .plus(EVERY.multipliedBy(level - CRITICAL.size())));
            }
        };
    }

    /** Whether a channel is used at that level. */
    public static boolean uses(ChannelKind channel, Severity severity, int level) {
        return switch (channel) {
            case VOICE -> severity == Severity.CRITICAL && level >= CALLS_FROM;
            case EMAIL, SMS, WEBHOOK, PAGERDUTY, DRY -> severity != Severity.INFO;
        };
    }
}
