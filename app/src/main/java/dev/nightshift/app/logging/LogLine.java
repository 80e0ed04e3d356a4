package dev.nightshift.app.logging;

import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;

/**
 * One line of the log: {@code @timestamp, level, logger, thread, message, companyId, requestId,
 * feature, module, event, durationMs, status}, whatever else the event says, then a failure's
 * trace.
 */
final class LogLine extends LogstashEncoder {
    private static final String LEFT_OUT = "[ignore]";

    LogLine() {
        LogstashFieldNames names = new LogstashFieldNames();
        names.setMessage(LEFT_OUT);
        names.setLogger("logger");
        names.setThread("thread");
        names.setVersion(LEFT_OUT);
        names.setLevelValue(LEFT_OUT);
        names.setStackTrace("failure");
        setFieldNames(names);
        setTimeZone("UTC");
        setIncludeMdc(false);
        setIncludeKeyValuePairs(false);
        setIncludeContext(false);
        addProvider(new EventFields());
        ScrubbedTrace trace = new ScrubbedTrace();
        trace.start();
        setThrowableConverter(trace);
    }
}
