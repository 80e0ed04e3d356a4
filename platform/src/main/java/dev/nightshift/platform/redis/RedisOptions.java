package dev.nightshift.platform.redis;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long Redis is waited for. It is never the only copy of anything, so patience is short.
 *
 * @param timeout for a connection and for an answer
 * @param reconnectDelay between attempts to get a lost connection back
 * @param pause after a failed first connection, during which calls fail at once
 */
public record RedisOptions(Duration timeout, Duration reconnectDelay, Duration pause) {
    private static final String TIMEOUT = "timeout=";

    /** Finer units are of no use: nothing over a network takes microseconds. */
    private static final Pattern DURATION =
            Pattern.compile("([1-9][0-9]{0,5})(|ms|s|m|h|d)", Pattern.CASE_INSENSITIVE);

    /** Half a second. */
    public static RedisOptions defaults() {
        return new RedisOptions(
                Duration.ofMillis(500), Duration.ofMillis(250), Duration.ofSeconds(1));
    }

    /**
     * The defaults, with the {@code timeout} of a connection string where it has one, for example
     * {@code redis://host?timeout=2s}: the syntax is Lettuce's, which reads what it does not
     * understand as a minute or as nothing.
     *
     * @throws NightshiftException BAD_SETTING for a timeout that is none
     */
    public static RedisOptions of(String uri) {
        int query = uri.indexOf('?', uri.lastIndexOf('@') + 1);
        RedisOptions defaults = defaults();
        if (query < 0) {
            return defaults;
        }
        Duration timeout = null;
        for (String parameter : uri.substring(query + 1).split("&", -1)) {
            if (parameter.toLowerCase(Locale.ROOT).startsWith(TIMEOUT)) {
                timeout = duration(parameter.substring(TIMEOUT.length()));
            }
        }
        return timeout == null
                ? defaults
                : new RedisOptions(timeout, defaults.reconnectDelay(), defaults.pause());
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new NightshiftException(
                    FailureCode.BAD_SETTING,
                    "The timeout of NIGHTSHIFT_REDIS_URI is not understood.",
                    "It looks like ?timeout=500ms or ?timeout=2s; at least 1ms.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            case "m" -> Duration.ofMinutes(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMillis(number);
        };
    }
}
