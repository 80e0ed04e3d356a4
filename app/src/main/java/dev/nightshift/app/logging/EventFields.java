package dev.nightshift.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;

import net.logstash.logback.composite.AbstractJsonProvider;

import org.slf4j.event.KeyValuePair;

import tools.jackson.core.JsonGenerator;

import java.util.Map;
import java.util.TreeMap;

/**
 * The fields of an event, each once: those of the request, overruled by those of the event itself,
 * and the module, which is the package below {@code dev.nightshift}.
 */
final class EventFields extends AbstractJsonProvider<ILoggingEvent> {
    private static final String ROOT = "dev.nightshift.";

    @Override
    public void writeTo(JsonGenerator generator, ILoggingEvent event) {
        Map<String, Object> fields = new TreeMap<>(event.getMDCPropertyMap());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                fields.put(pair.key, pair.value == null ? "" : pair.value);
            }
        }
        fields.putIfAbsent("module", module(event.getLoggerName()));
        fields.putIfAbsent("event", event.getFormattedMessage());
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            generator.writeName(field.getKey());
            switch (field.getValue()) {
                case Long number -> generator.writeNumber(number);
                case Integer number -> generator.writeNumber(number);
                case Boolean flag -> generator.writeBoolean(flag);
                case Object other -> generator.writeString(other.toString());
            }
        }
    }

    private static String module(String logger) {
        int end = logger.lastIndexOf('.');
        return logger.startsWith(ROOT) && end > ROOT.length()
                ? logger.substring(ROOT.length(), end)
                : logger;
    }
}
