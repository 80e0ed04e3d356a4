package dev.nightshift.app.logging;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;

import dev.nightshift.platform.privacy.Scrubber;

/** A failure's trace as text, without what a driver's message may quote from a row. */
final class ScrubbedTrace extends ThrowableHandlingConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return event.getThrowableProxy() == null
                ? ""
                : Scrubber.scrubAll(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
}
