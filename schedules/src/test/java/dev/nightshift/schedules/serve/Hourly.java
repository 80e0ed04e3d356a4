package dev.nightshift.schedules.serve;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times that are due every hour, and not while a test runs. */
final class Hourly {
    private Hourly() {}

    /**
     * Half an hour ago, to the minute. What is due then every hour is not due while a test runs:
     * Quartz takes a time 30 s before it comes, and gives it back late when it is closed meanwhile.
     */
    static Instant halfAnHourAgo(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(30));
    }

    static String at(Instant moment) {
        return "0 %d * * * ?".formatted(moment.atZone(ZoneOffset.UTC).getMinute());
    }
}
