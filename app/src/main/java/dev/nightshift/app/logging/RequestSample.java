package dev.nightshift.app.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/**
 * Keeps WARN and above, and below that the lines of one request in ten: all of a request or none.
 * Of lines without a request it keeps every tenth. Thread-safe.
 */
final class RequestSample extends Filter<ILoggingEvent> {
    /** The environment in which lines are left out. */
    static final String PRODUCTION = "production";

    private static final int ONE_IN = 10;

    private final AtomicInteger others = new AtomicInteger();

    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            return FilterReply.NEUTRAL;
        }
        String request = request(event);
        boolean kept =
                request == null
                        ? Math.floorMod(others.getAndIncrement(), ONE_IN) == 0
                        : keeps(request);
        return kept ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    /** Whether this request's lines are kept, in whatever process. */
    static boolean keeps(String requestId) {
        CRC32 crc = new CRC32();
        crc.update(requestId.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % ONE_IN == 0;
    }

    private static @Nullable String request(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                if (pair.key.equals("requestId") && pair.value != null) {
                    return pair.value.toString();
                }
            }
        }
        return event.getMDCPropertyMap().get("requestId");
    }
}
