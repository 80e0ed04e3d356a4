package dev.nightshift.app.review;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long ago something was, as people say it. */
final class Age {
    private Age() {}

    static String of(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return "%d min ago".formatted(age.toMinutes());
        }
        return age.toHours() < 48
                ? "%d h ago".formatted(age.toHours())
                : "%d days ago".formatted(age.toDays());
    }

    static Instant seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }
}
